import type { NotableEvent } from '@steadfast/core/record';
import { durationText } from '../../src/duration-text.js';
import { momentText } from '../../src/timeline/timeline.js';
import { printable } from '../text/printable.js';
import { Card } from './card.js';

/** What happened to the run as a whole, in order. */
export function Happenings({
  events,
  startedAt,
}: {
  readonly events: readonly NotableEvent[];
  readonly startedAt: number;
}) {
  if (events.length === 0) return null;
  return (
    <Card title="What happened" icon="bulb">
      <ol class="happenings">
        {events.map((event, index) => (
          <li key={index} class={levelOf(event)}>
            <span class="time">{durationText(Math.max(0, event.time - startedAt))}</span>
            <span>{printable(momentText(event))}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function levelOf(event: NotableEvent): string {
  if (event.type === 'service-changed') return event.change.state === 'failed' ? 'bad' : 'dull';
  if (event.type !== 'notice') return 'odd';
  return { info: 'dull', warning: 'odd', error: 'bad' }[event.level];
}
