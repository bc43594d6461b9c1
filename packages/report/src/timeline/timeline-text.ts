import type { RunRecord } from '@steadfast/core/record';
import { partsOf } from '../run-part.js';
import { durationText, percentText } from '../duration-text.js';
import { outcomeTone } from './outcome-tone.js';
import { type Bar, type Lane, timelineOf } from './timeline.js';

/** Lanes shown where there is room for text alone. */
const MOST_LANES = 16;

/**
 * The timeline of a run in characters, for places that show no pictures, such as the summary of a job on GitHub.
 *
 * @param columns How many characters the whole run takes.
 */
export function timelineText(record: RunRecord, columns = 80): string {
  const { lanes, durationMs } = timelineOf(record, partsOf(record));
  if (lanes.length === 0) return '';
  const shown = lanes.slice(0, MOST_LANES);
  const width = Math.max(...shown.map(({ label }) => label.length));
  return [
    ...shown.map((lane) => {
      const busy = percentText(Math.min(1, lane.busyMs / durationMs));
      return `${lane.label.padEnd(width)} ${laneText(lane, durationMs, columns)} ${busy}`;
    }),
    `${' '.repeat(width)} 0${durationText(durationMs).padStart(columns - 1)}`,
    `${' '.repeat(width)} █ tests  ▒ start-up  ✗ failed  ? not found  · idle`,
    ...(lanes.length > shown.length ? [`and ${lanes.length - shown.length} more lanes`] : []),
  ].join('\n');
}

/** Of what happens within one character, the worst is shown. */
const SIGNS = ['·', '▒', '█', '?', '✗'];

function laneText({ bars }: Lane, durationMs: number, columns: number): string {
  const cells = Array.from({ length: columns }, () => 0);
  const column = (ms: number): number =>
    Math.min(columns - 1, Math.max(0, Math.floor((ms / durationMs) * columns)));
  for (const bar of bars)
    for (let cell = column(bar.startMs); cell <= column(bar.endMs - 1); cell++)
      cells[cell] = Math.max(cells[cell] ?? 0, signOf(bar, ((cell + 0.5) / columns) * durationMs));
  return cells.map((sign) => SIGNS[sign]).join('');
}

function signOf(bar: Bar, atMs: number): number {
  switch (outcomeTone(bar.outcome)) {
    case 'bad':
      return 4;
    case 'odd':
      return 3;
    case 'good':
    case 'dull':
      return atMs < bar.startMs + bar.startUpMs ? 1 : 2;
  }
}
