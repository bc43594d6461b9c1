import type { Bar, Timeline } from '../../src/timeline/timeline.js';
import { route, show } from '../route/navigation.js';
import type { Sight } from './visible-bars.js';

/** Nothing shorter than this many milliseconds is worth a whole screen. */
const SHORTEST_MS = 5;

/** Shows a part of the timeline; nothing shows all of it. */
export function zoomTo(zoom: readonly [number, number] | undefined): void {
  const { zoom: _, ...rest } = route.value;
  show(zoom === undefined ? rest : { ...rest, zoom }, 'replace');
}

/** Shows more or less around a point, given as its share of the width. */
export function zoomBy(factor: number, { fromMs, toMs }: Sight, durationMs: number, at = 0.5): void {
  const span = Math.max(SHORTEST_MS, (toMs - fromMs) * factor);
  if (span >= durationMs) {
    zoomTo(undefined);
    return;
  }
  const from = fromMs + (toMs - fromMs - span) * at;
  zoomTo(within(from, span, durationMs));
}

/** Moves by a share of what is in sight. */
export function moveTo(share: number, { fromMs, toMs }: Sight, durationMs: number): void {
  const span = toMs - fromMs;
  if (span < durationMs) zoomTo(within(fromMs + span * share, span, durationMs));
}

/** The attempt that an element of the drawing stands for. */
export function barAt(target: EventTarget | null, timeline: Timeline): Bar | undefined {
  const name = target instanceof Element ? target.closest('[data-bar]')?.getAttribute('data-bar') : undefined;
  if (name === undefined || name === null) return undefined;
  const [file, attempt] = name.split(':').map(Number);
  for (const { bars } of timeline.lanes)
    for (const bar of bars) if (bar.file === file && bar.attempt === attempt) return bar;
  return undefined;
}

/** Path of the file that a sign of the drawing says was not there. */
export function missedAt(target: EventTarget | null, { missed }: Timeline): string | undefined {
  const sign = target instanceof Element ? target.closest('[data-file]') : null;
  return missed.find(({ file }) => String(file) === sign?.getAttribute('data-file'))?.path;
}

/** The attempt beside or under another; the first when there is none. */
export function neighbour(
  { lanes }: Timeline,
  from: Bar | undefined,
  lanesDown: number,
  barsRight: number,
): { readonly bar: Bar; readonly lane: number } | undefined {
  const at = lanes.findIndex(({ bars }) => from !== undefined && bars.includes(from));
  const lane = Math.min(lanes.length - 1, Math.max(0, at + lanesDown));
  const bars = lanes[lane]?.bars ?? [];
  if (from === undefined || at === -1) return bars[0] && { bar: bars[0], lane };
  const index = lanesDown === 0 ? bars.indexOf(from) + barsRight : nearest(bars, from.startMs);
  const bar = bars[Math.min(bars.length - 1, Math.max(0, index))];
  return bar && { bar, lane };
}

function nearest(bars: readonly Bar[], atMs: number): number {
  const distances = bars.map(({ startMs }) => Math.abs(startMs - atMs));
  return distances.indexOf(Math.min(...distances));
}

function within(from: number, span: number, durationMs: number): readonly [number, number] {
  const start = Math.min(Math.max(0, from), durationMs - span);
  return [start, start + span];
}
