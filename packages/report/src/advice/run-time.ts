import type { RunRecord } from '@steadfast/core/record';
import type { RunParts } from '../run-part.js';
import type { Bar, Timeline } from '../timeline/timeline.js';

/** Where the time of a run went. */
export interface RunTime {
  readonly wallMs: number;
  readonly slots: number;
  /** What all slots together worked. */
  readonly busyMs: number;
  /** What all slots together waited, from the start of the run to its end. */
  readonly idleMs: number;
  /** Part of the idle time in which some slots still worked and others had nothing left. */
  readonly tailMs: number;
  /** Part of the busy time that no test took: processes, imports, collection, fixtures of a session. */
  readonly startUpMs: number;
  readonly testMs: number;
  /** What files waited between attempts. */
  readonly pauseMs: number;
  /** The file whose attempts together took longest. */
  readonly longest: FileTime | undefined;
  /** The attempt that ended last. */
  readonly last: Bar | undefined;
  /** Bars of the slot that ended last: what the run waited for. */
  readonly critical: ReadonlySet<Bar>;
  /** The slowest part against the mean of all; 1 for a single part. */
  readonly imbalance: number;
}

export interface FileTime {
  readonly path: string;
  readonly ms: number;
  readonly estimateMs: number;
}

/** Measures where the time of a run went. */
export function runTimeOf(record: RunRecord, timeline: Timeline, { parts }: RunParts): RunTime {
  const bars = timeline.lanes.flatMap((lane) => lane.bars);
  const wallMs = timeline.durationMs;
  const slots = Math.max(
    timeline.lanes.length,
    parts.reduce((sum, part) => sum + part.slots, 0),
  );
  const busyMs = sum(timeline.lanes.map((lane) => lane.busyMs));
  const startUpMs = sum(bars.map((bar) => bar.startUpMs));
  const last = bars.reduce<Bar | undefined>(
    (late, bar) => (late === undefined || bar.endMs > late.endMs ? bar : late),
    undefined,
  );
  const means = parts.map(({ durationMs }) => durationMs);
  return {
    wallMs,
    slots,
    busyMs,
    idleMs: Math.max(0, wallMs * slots - busyMs),
    tailMs: tailOf(timeline, slots, last),
    startUpMs,
    testMs: Math.max(0, busyMs - startUpMs),
    pauseMs: sum(bars.map((bar) => bar.pauseMs)),
    longest: longestFile(record),
    last,
    critical: new Set(timeline.lanes.find((lane) => last !== undefined && lane.bars.includes(last))?.bars),
    imbalance: means.length < 2 ? 1 : Math.max(...means) / Math.max(1, sum(means) / means.length),
  };
}

function tailOf(timeline: Timeline, slots: number, last: Bar | undefined): number {
  if (last === undefined) return 0;
  const ends = timeline.lanes.map((lane) => Math.max(0, ...lane.bars.map((bar) => bar.endMs)));
  const unused = Math.max(0, slots - ends.length) * last.endMs;
  return unused + sum(ends.map((end) => last.endMs - end));
}

function longestFile({ files }: RunRecord): FileTime | undefined {
  let longest: FileTime | undefined;
  for (const { path, attempts, estimateMs } of files) {
    // Without the pauses between them, in which others run.
    const ms = sum(attempts.map(({ durationMs = 0 }) => durationMs));
    if (ms > (longest?.ms ?? 0)) longest = { path, ms, estimateMs };
  }
  return longest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
