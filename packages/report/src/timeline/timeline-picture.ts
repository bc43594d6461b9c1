import type { RunRecord } from '@steadfast/core/record';
import { adviceFor } from '../advice/advice.js';
import { runTimeOf } from '../advice/run-time.js';
import { durationText, percentText } from '../duration-text.js';
import { projectName, resultOf } from '../result.js';
import { partsOf } from '../run-part.js';
import { outcomeTone } from './outcome-tone.js';
import { ticks, tickText } from './ticks.js';
import { type Bar, type Lane, type Timeline, timelineOf } from './timeline.js';

/** Pixels. */
const WIDTH = 960;
const LEFT = 104;
const RIGHT = 16;
const TOP = 74;
const LANE = 20;
const GAP = 5;
/** More lanes than this make a picture that nobody looks at. */
const MOST_LANES = 48;

/**
 * The timeline of a run as an SVG picture, for a README or a page of CI. It is readable in light and dark.
 *
 * @param runs What the record was merged from, if it was.
 */
export function timelinePicture(record: RunRecord, runs: readonly RunRecord[] = []): string {
  const parts = partsOf(record, runs);
  const timeline = timelineOf(record, parts);
  const time = runTimeOf(record, timeline, parts);
  const lanes = timeline.lanes.slice(0, MOST_LANES);
  const bottom = TOP + Math.max(1, lanes.length) * (LANE + GAP);
  const [advice] = adviceFor(record, time);
  const more = timeline.lanes.length - lanes.length;
  const notes = [
    ...(more > 0 ? [`and ${more} more lanes`] : []),
    ...(advice === undefined ? [] : [`${advice.finding}: ${advice.remedy}`]),
  ];
  const height = bottom + 12 + notes.length * 18;
  const facts = [
    projectName(record),
    durationText(timeline.durationMs),
    `${record.files.length} files`,
    `${time.slots} slots ${percentText(Math.min(1, time.busyMs / Math.max(1, time.wallMs * time.slots)))} busy`,
  ].join(' · ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${xml(`${resultOf(record).text}: ${facts}`)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${height}" rx="8"/>`,
    `<text class="head ${resultOf(record).tone}" x="16" y="26">${xml(short(resultOf(record).text, 100))}</text>`,
    `<text x="16" y="45">${xml(short(facts, 130))}</text>`,
    ...axis(timeline, bottom),
    ...lanes.flatMap((lane, index) => laneShapes(lane, TOP + index * (LANE + GAP), timeline)),
    ...moments(timeline, bottom),
    ...notes.map(
      (note, index) => `<text x="16" y="${bottom + 16 + index * 18}">${xml(short(note, 130))}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
}

const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#57606a}.head{font-weight:600;font-size:15px}.ground{fill:#fff;stroke:#d8dee4}',
  '.idle{fill:#f3f5f7}.tick{stroke:#e4e8ec}.name{fill:#fff;font:600 10px ui-monospace,monospace}.tree{stroke:#7a3fc4;stroke-dasharray:3 3}',
  '.good{fill:#1d7f40}.bad{fill:#c4262f}.odd{fill:#96610a}.dull{fill:#66717d}.start{fill:#fff;opacity:.28}.leak{fill:#0a7ea4;stroke:#fff}',
  '@media(prefers-color-scheme:dark){text{fill:#9ba7b4}.ground{fill:#0e1116;stroke:#272f3a}.idle{fill:#171c24}.tick{stroke:#232b35}',
  '.head.good{fill:#56c878}.head.bad{fill:#ff8078}.head.odd{fill:#e5ad4b}.tree{stroke:#b78bff}}',
].join('');

function x(ms: number, { durationMs }: Timeline): number {
  return LEFT + (Math.min(Math.max(0, ms), durationMs) / durationMs) * (WIDTH - LEFT - RIGHT);
}

function axis(timeline: Timeline, bottom: number): readonly string[] {
  return ticks(0, timeline.durationMs, 10).flatMap((ms) => {
    const at = x(ms, timeline).toFixed(1);
    return [
      `<line class="tick" x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${bottom}"/>`,
      `<text x="${at}" y="${TOP - 11}" text-anchor="middle">${tickText(ms)}</text>`,
    ];
  });
}

function laneShapes(lane: Lane, y: number, timeline: Timeline): readonly string[] {
  return [
    `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${xml(short(lane.label.replace('shard ', ''), 16))}</text>`,
    `<rect class="idle" x="${LEFT}" y="${y}" width="${WIDTH - LEFT - RIGHT}" height="${LANE}" rx="3"/>`,
    ...lane.bars.flatMap((bar) => barShapes(bar, y, timeline)),
  ];
}

function barShapes(bar: Bar, y: number, timeline: Timeline): readonly string[] {
  const from = x(bar.startMs, timeline);
  const width = Math.max(0.5, x(bar.endMs, timeline) - from - 0.5);
  const startUp = x(bar.startMs + bar.startUpMs, timeline) - from;
  const room = Math.floor((width - 8) / 6.2);
  const name = bar.path.slice(bar.path.lastIndexOf('/') + 1).replace(/\.py$/, '');
  const box = (kind: string, wide: number): string =>
    `<rect class="${kind}" x="${from.toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="${LANE}" rx="${wide > 6 ? 3 : 0}"`;
  return [
    `${box(outcomeTone(bar.outcome), width)}><title>${xml(`${bar.path}: ${bar.outcome}, ${durationText(bar.endMs - bar.startMs)}`)}</title></rect>`,
    ...(startUp > 2 ? [`${box('start', Math.min(width, startUp))}/>`] : []),
    ...(room > 5
      ? [`<text class="name" x="${(from + 5).toFixed(1)}" y="${y + 14}">${xml(short(name, room))}</text>`]
      : []),
    ...(bar.leaks > 0
      ? [`<circle class="leak" cx="${x(bar.endMs, timeline).toFixed(1)}" cy="${y + LANE / 2}" r="4"/>`]
      : []),
  ];
}

function moments(timeline: Timeline, bottom: number): readonly string[] {
  return timeline.moments
    .filter(({ kind }) => kind === 'tree')
    .map(({ atMs, text }) => {
      const at = x(atMs, timeline).toFixed(1);
      return `<line class="tree" x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${bottom}"><title>${xml(text)}</title></line>`;
    });
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
}

/** Text of an XML document; what that cannot hold is left out. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
