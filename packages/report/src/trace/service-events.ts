import { type NotableEvent, type RunRecord, type ServiceChange, serviceTitle } from '@steadfast/core/record';
import { name, span, type TraceEvent } from './trace-event.js';

/** Threads of services stand below those of slots. */
const FIRST_THREAD = 10_000;

type ServiceEvent = Extract<NotableEvent, { type: 'service-changed' }>;

/** A thread for each service and each command of set-up and teardown, with the time until it was ready or done, and after. */
export function serviceEvents({ notable, startedAt, durationMs }: RunRecord): readonly TraceEvent[] {
  const byTitle = new Map<string, ServiceEvent[]>();
  for (const event of notable) {
    if (event.type !== 'service-changed') continue;
    const title = serviceTitle(event.change);
    byTitle.set(title, [...(byTitle.get(title) ?? []), event]);
  }
  return [...byTitle].flatMap(([title, events], index) => {
    const place = { pid: 0, tid: FIRST_THREAD + index };
    const last = events.at(-1);
    if (last === undefined) return [];
    const beginMs = last.time - last.change.ageMs - startedAt;
    const endMs = isOver(last.change) ? last.time - startedAt : durationMs;
    const ready = events.find(({ change }) => change.state === 'ready');
    const { kind, state } = last.change;
    return [
      name('thread_name', place.pid, place.tid, title),
      {
        ...span(title, kind, beginMs, endMs - beginMs, place, { state }),
        cname: state === 'failed' ? 'terrible' : 'good',
      },
      ...(ready === undefined ? [] : [span('start-up', 'start-up', beginMs, ready.change.ageMs, place)]),
    ];
  });
}

function isOver({ state }: ServiceChange): boolean {
  return state === 'ended' || state === 'failed';
}
