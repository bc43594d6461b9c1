import { signal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { durationText } from '../../src/duration-text.js';
import type { Bar } from '../../src/timeline/timeline.js';
import type { Report } from '../data/report.js';
import { Happenings } from '../detail/happenings.js';
import { route, select } from '../route/navigation.js';
import { Icon } from '../shell/icons.js';
import { printableLine } from '../text/printable.js';
import { AdviceList } from './advice-list.js';
import { LANE, laneFacts, Lanes } from './lanes.js';
import { barAt, missedAt, moveTo, neighbour, zoomBy, zoomTo } from './moves.js';
import { Tooltip } from './tooltip.js';
import type { Sight } from './visible-bars.js';

/** The attempt under the pointer, or that the arrow keys went to. */
const current = signal<{ readonly bar: Bar; readonly x: number; readonly y: number } | undefined>(undefined);

export function TimelineView({ report }: { readonly report: Report }) {
  const { timeline } = report;
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setWidth(Math.max(200, element.clientWidth));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const [fromMs, toMs] = route.value.zoom ?? [0, timeline.durationMs];
  const sight: Sight = { fromMs, toMs, width };
  return (
    <main class="page" aria-label="Timeline">
      <AdviceList report={report} />
      <Tools report={report} sight={sight} />
      <div class="timeline">
        <div class="lane-labels" style={{ paddingTop: `${LANE.top}px` }}>
          {timeline.lanes.map((lane) => (
            <div key={lane.label} style={{ height: `${LANE.height}px`, marginBottom: `${LANE.gap}px` }}>
              <b>{printableLine(lane.label)}</b>
              <small>{laneFacts(lane, timeline.durationMs)}</small>
            </div>
          ))}
          {timeline.missed.length > 0 && (
            <div style={{ height: `${LANE.height}px` }}>
              <b>not there</b>
            </div>
          )}
        </div>
        <div
          class="lane-frame"
          ref={frame}
          tabIndex={0}
          role="group"
          aria-label="Attempts by slot and time. Arrow keys move, Enter opens the file, plus and minus zoom."
          onPointerMove={(event) => {
            const bar = barAt(event.target, timeline);
            current.value = bar && { bar, ...placeIn(event.currentTarget, event) };
          }}
          onPointerLeave={() => {
            current.value = undefined;
          }}
          onClick={(event) => {
            const bar = barAt(event.target, timeline);
            const path = bar?.path ?? missedAt(event.target, timeline);
            if (path !== undefined) select({ file: path });
          }}
          onWheel={(event) => {
            if (!event.ctrlKey && !event.metaKey) return;
            event.preventDefault();
            const { x } = placeIn(event.currentTarget, event);
            zoomBy(event.deltaY < 0 ? 0.8 : 1.25, sight, timeline.durationMs, x / width);
          }}
          onKeyDown={(event) => {
            handleKey(event, report, sight);
          }}
        >
          {width > 0 && (
            <Lanes
              timeline={timeline}
              sight={sight}
              critical={report.time.critical}
              current={current.value?.bar}
            />
          )}
          {current.value !== undefined && <Tooltip {...current.value} width={width} />}
        </div>
      </div>
      <Legend />
      <Happenings events={report.data.record.notable} startedAt={report.data.record.startedAt} />
      {timeline.lanes.length === 0 && <p class="nothing">No attempt was made in this run.</p>}
    </main>
  );
}

function Tools({ report, sight }: { readonly report: Report; readonly sight: Sight }) {
  const { durationMs } = report.timeline;
  const whole = sight.fromMs === 0 && sight.toMs === durationMs;
  return (
    <div class="tools">
      <button
        type="button"
        class="button"
        aria-label="Zoom in"
        onClick={() => {
          zoomBy(0.5, sight, durationMs);
        }}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        class="button"
        aria-label="Zoom out"
        disabled={whole}
        onClick={() => {
          zoomBy(2, sight, durationMs);
        }}
      >
        <Icon name="dash" />
      </button>
      <button
        type="button"
        class="button"
        disabled={whole}
        onClick={() => {
          zoomTo(undefined);
        }}
      >
        Whole run
      </button>
      <button
        type="button"
        class="button"
        disabled={whole}
        aria-label="Earlier"
        onClick={() => {
          moveTo(-0.5, sight, durationMs);
        }}
      >
        ‹
      </button>
      <button
        type="button"
        class="button"
        disabled={whole}
        aria-label="Later"
        onClick={() => {
          moveTo(0.5, sight, durationMs);
        }}
      >
        ›
      </button>
      <span class="dim">
        {whole
          ? 'Ctrl and the wheel zoom, a click opens the file'
          : `${durationText(sight.fromMs)} to ${durationText(sight.toMs)}`}
      </span>
    </div>
  );
}

const LEGEND = [
  ['good', 'passed'],
  ['bad', 'failed'],
  ['odd', 'not found'],
  ['dull', 'other'],
  ['key-start', 'start-up'],
  ['key-idle', 'idle'],
  ['key-critical', 'ends last'],
  ['key-check', 'presence check'],
  ['key-leak', 'leak'],
  ['key-tree', 'tree changed'],
] as const;

function Legend() {
  return (
    <ul class="legend" aria-label="Colours">
      {LEGEND.map(([key, name]) => (
        <li key={key}>
          <span class={`key ${key}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}

function handleKey(event: KeyboardEvent, report: Report, sight: Sight): void {
  const { durationMs } = report.timeline;
  const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (move !== undefined) {
    const next = neighbour(report.timeline, current.value?.bar, move[0] ?? 0, move[1] ?? 0);
    if (next !== undefined) {
      const middle = (next.bar.startMs + next.bar.endMs) / 2;
      const x = ((middle - sight.fromMs) / (sight.toMs - sight.fromMs)) * sight.width;
      current.value = { bar: next.bar, x, y: LANE.top + (next.lane + 1) * (LANE.height + LANE.gap) };
    }
  } else if (event.key === 'Enter' && current.value !== undefined) select({ file: current.value.bar.path });
  else if (event.key === '+' || event.key === '=') zoomBy(0.5, sight, durationMs);
  else if (event.key === '-') zoomBy(2, sight, durationMs);
  else if (event.key === '0') zoomTo(undefined);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function placeIn(
  element: Element,
  { clientX, clientY }: MouseEvent,
): { readonly x: number; readonly y: number } {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
