import { outcomeTone, type OutcomeTone } from '../../src/timeline/outcome-tone.js';
import type { Bar, Lane } from '../../src/timeline/timeline.js';

/** What of the timeline is in sight. */
export interface Sight {
  readonly fromMs: number;
  readonly toMs: number;
  /** Pixels. */
  readonly width: number;
}

/** A rectangle: one attempt, or several that are too short to be told apart. */
export interface Shape {
  readonly x: number;
  readonly width: number;
  readonly tone: OutcomeTone;
  readonly bar: Bar;
  readonly count: number;
}

/** Rectangles narrower than this, in pixels, become one with their neighbours, up to a width that can still be told apart. */
const NARROW = 3;
const BLOCK = 8;
const TONES: readonly OutcomeTone[] = ['good', 'dull', 'odd', 'bad'];

/** Pixels from the left for a time. */
export function xOf(ms: number, { fromMs, toMs, width }: Sight): number {
  return ((ms - fromMs) / (toMs - fromMs)) * width;
}

/** The rectangles of a lane; never many more than there are pixels, however many attempts there were. */
export function visibleBars({ bars }: Lane, sight: Sight): readonly Shape[] {
  const shapes: Growing[] = [];
  for (let index = firstInSight(bars, sight.fromMs); index < bars.length; index++) {
    const bar = bars[index];
    if (bar === undefined || bar.startMs > sight.toMs) break;
    if (bar.endMs < sight.fromMs) continue;
    const x = xOf(bar.startMs, sight);
    const shape: Growing = {
      x,
      width: xOf(bar.endMs, sight) - x,
      tone: outcomeTone(bar.outcome),
      bar,
      count: 1,
    };
    const last = shapes.at(-1);
    if (last !== undefined && last.width < BLOCK && shape.width < NARROW && x - last.x < BLOCK)
      join(last, shape);
    else shapes.push(shape);
  }
  return shapes;
}

/** Bars do not overlap, so the first that can be seen is the one before the first that starts in sight. */
function firstInSight(bars: readonly Bar[], fromMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle]?.startMs ?? 0) < fromMs) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

type Growing = { -readonly [Key in keyof Shape]: Shape[Key] };

/** Adds a rectangle to the one before it. What is wrong is seen, however little there is of it. */
function join(into: Growing, shape: Shape): void {
  into.width = shape.x + shape.width - into.x;
  into.count += shape.count;
  if (TONES.indexOf(shape.tone) <= TONES.indexOf(into.tone)) return;
  into.tone = shape.tone;
  into.bar = shape.bar;
}
