import { percentText } from '../../src/duration-text.js';
import { ticks, tickText } from '../../src/timeline/ticks.js';
import type { Bar, Lane, Timeline } from '../../src/timeline/timeline.js';
import { printableLine } from '../text/printable.js';
import { type Shape, type Sight, visibleBars, xOf } from './visible-bars.js';

export const LANE = { height: 26, gap: 8, top: 28 };
/** A rectangle of this many pixels has room for a name. */
const NAMED = 48;

interface LanesProps {
  readonly timeline: Timeline;
  readonly sight: Sight;
  readonly critical: ReadonlySet<Bar>;
  readonly current: Bar | undefined;
}

/** The drawing: an axis, a lane per slot, and what happened to the tree across all of them. */
export function Lanes({ timeline, sight, critical, current }: LanesProps) {
  const height = heightOf(timeline);
  return (
    <svg
      class="lanes"
      width={sight.width}
      height={height}
      viewBox={`0 0 ${sight.width} ${height}`}
      aria-hidden="true"
    >
      <defs>
        <pattern
          id="start-up"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2" height="5" class="hatch" />
        </pattern>
      </defs>
      {ticks(sight.fromMs, sight.toMs, Math.max(2, Math.floor(sight.width / 90))).map((ms) => (
        <g key={ms} class="tick" transform={`translate(${xOf(ms, sight).toFixed(1)} 0)`}>
          <line y1={LANE.top - 6} y2={height} />
          <text y={12} text-anchor={xOf(ms, sight) < 12 ? 'start' : 'middle'}>
            {tickText(ms)}
          </text>
        </g>
      ))}
      {timeline.lanes.map((lane, index) => (
        <LaneShapes
          key={lane.label}
          lane={lane}
          y={LANE.top + index * (LANE.height + LANE.gap)}
          sight={sight}
          critical={critical}
          current={current}
        />
      ))}
      {timeline.missed.map(({ file, path, atMs }) => (
        <g
          key={`${file} ${atMs}`}
          class="missed"
          data-file={file}
          transform={`translate(${xOf(atMs, sight).toFixed(1)} ${missedY(timeline)})`}
        >
          <path class="check" d="M0-6l6 6-6 6-6-6z" />
          <title>{`${printableLine(path)} was not there`}</title>
        </g>
      ))}
      {timeline.moments.map(({ atMs, kind, text }, index) => (
        <g
          key={index}
          class={`moment ${kind}`}
          data-moment={index}
          transform={`translate(${xOf(atMs, sight).toFixed(1)} 0)`}
        >
          <line y1={LANE.top - 8} y2={height} />
          <path d={`M-5 ${LANE.top - 14}h10l-5 8z`} />
          <title>{printableLine(text)}</title>
        </g>
      ))}
    </svg>
  );
}

export function heightOf({ lanes, missed }: Timeline): number {
  return LANE.top + (lanes.length + (missed.length > 0 ? 1 : 0)) * (LANE.height + LANE.gap);
}

function missedY({ lanes }: Timeline): number {
  return LANE.top + lanes.length * (LANE.height + LANE.gap) + LANE.height / 2;
}

/** What stands to the left of a lane. */
export function laneFacts({ busyMs }: Lane, durationMs: number): string {
  return `${percentText(Math.min(1, busyMs / durationMs))} busy`;
}

interface LaneShapesProps extends Omit<LanesProps, 'timeline'> {
  readonly lane: Lane;
  readonly y: number;
}

function LaneShapes({ lane, y, sight, critical, current }: LaneShapesProps) {
  const middle = y + LANE.height / 2;
  const shapes = visibleBars(lane, sight);
  return (
    <g>
      <rect class="idle" x={0} y={y} width={sight.width} height={LANE.height} rx={3} />
      {shapes.map((shape) => (
        <BarShape
          key={`${shape.bar.file} ${shape.bar.attempt}`}
          shape={shape}
          y={y}
          sight={sight}
          critical={critical.has(shape.bar)}
          current={shape.bar === current}
        />
      ))}
      {shapes.map(({ bar }) => [
        bar.pauseMs > 0 && (
          <line
            key={`p${bar.file}-${bar.attempt}`}
            class="pause"
            x1={xOf(bar.startMs - bar.pauseMs, sight)}
            x2={xOf(bar.startMs, sight)}
            y1={y + LANE.height + LANE.gap / 2}
            y2={y + LANE.height + LANE.gap / 2}
          />
        ),
        ...bar.checksMs.map((atMs, index) => (
          <path
            key={`c${bar.file}-${bar.attempt}-${index}`}
            class="check"
            d="M0-5l5 5-5 5-5-5z"
            transform={`translate(${xOf(atMs, sight).toFixed(1)} ${middle})`}
          />
        )),
        bar.leaks > 0 && (
          <path
            key={`l${bar.file}-${bar.attempt}`}
            class="leak"
            d="M0-7c-2 3-4 5-4 8a4 4 0 0 0 8 0c0-3-2-5-4-8z"
            transform={`translate(${xOf(bar.endMs, sight).toFixed(1)} ${middle})`}
          />
        ),
      ])}
    </g>
  );
}

interface BarShapeProps {
  readonly shape: Shape;
  readonly y: number;
  readonly sight: Sight;
  readonly critical: boolean;
  readonly current: boolean;
}

function BarShape({ shape, y, sight, critical, current }: BarShapeProps) {
  const { bar, count, tone } = shape;
  // Cut at the edges, so that a name stands where it can be read.
  const left = Math.max(0, shape.x);
  const width = Math.max(
    0.75,
    Math.min(sight.width, shape.x + shape.width) - left - (shape.width > 3 ? 0.75 : 0),
  );
  const startUp = count > 1 ? 0 : Math.min(width, xOf(bar.startMs + bar.startUpMs, sight) - left);
  return (
    <g
      class={`bar ${tone} ${critical ? 'critical' : ''} ${current ? 'current' : ''}`}
      data-bar={`${bar.file}:${bar.attempt}`}
    >
      <rect x={left} y={y} width={width} height={LANE.height} rx={width > 6 ? 3 : 0} />
      {startUp > 2 && <rect class="start-up" x={left} y={y} width={startUp} height={LANE.height} rx={3} />}
      {width > NAMED && (
        <text x={left + 6} y={y + LANE.height / 2 + 4}>
          {nameFor(bar, width)}
        </text>
      )}
    </g>
  );
}

/** As much of a name as there is room for. */
function nameFor({ path, attempt }: Bar, width: number): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '');
  const full = attempt === 1 ? name : `${name} #${attempt}`;
  const room = Math.floor((width - 10) / 6.6);
  return printableLine(full.length > room ? `${full.slice(0, Math.max(1, room - 1))}…` : full);
}
