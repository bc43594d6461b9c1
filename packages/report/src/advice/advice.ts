import type { RunRecord } from '@steadfast/core/record';
import { durationText, percentText } from '../duration-text.js';
import type { RunTime } from './run-time.js';

/** One thing that would make the next run faster, or the reason why nothing would. */
export interface Advice {
  /** What was measured. */
  readonly finding: string;
  /** What to do. */
  readonly remedy: string;
  /** The file that it is about. */
  readonly file?: string;
}

/** Below this share of the run a file is not what the run waits for. */
const LONG_SHARE = 0.3;
/** Idle or start-up time below this share is not worth a word. */
const WORTH_TELLING = 0.15;
/** An estimate that was wrong by this factor put its file into the wrong place. */
const MISJUDGED = 2;

/** What would make a run faster, the most telling first. */
export function adviceFor(record: RunRecord, time: RunTime): readonly Advice[] {
  if (time.busyMs === 0) return [];
  return [
    longFile(time),
    lateFile(time, record),
    imbalance(time),
    startUp(record, time),
    pauses(time),
    moreSlots(time),
  ].filter((advice) => advice !== undefined);
}

function longFile({ longest, wallMs, busyMs, slots }: RunTime): Advice | undefined {
  if (longest === undefined || slots < 2 || longest.ms / wallMs < LONG_SHARE) return undefined;
  const useful = Math.max(1, Math.ceil(busyMs / longest.ms));
  if (useful > slots * 2) return undefined;
  return {
    finding: `${longest.path} is ${percentText(longest.ms / wallMs)} of the run`,
    remedy: `split it, or add no slot or shard beyond ${useful}`,
    file: longest.path,
  };
}

function lateFile({ last, tailMs, slots, wallMs }: RunTime, record: RunRecord): Advice | undefined {
  if (last === undefined || slots < 2 || tailMs / (slots * wallMs) < WORTH_TELLING) return undefined;
  const estimateMs = record.files[last.file]?.estimateMs ?? 0;
  const tookMs = last.endMs - last.startMs;
  if (last.startMs < wallMs * WORTH_TELLING || tookMs / Math.max(1, estimateMs) < MISJUDGED) return undefined;
  const expected =
    estimateMs === 0
      ? ''
      : `, which was expected to take ${durationText(estimateMs)} and took ${durationText(tookMs)}`;
  return {
    finding: `slots waited ${durationText(tailMs)} in all for ${last.path}${expected}`,
    remedy: 'keep the durations file between runs, and the next one starts it earlier',
    file: last.path,
  };
}

function imbalance({ imbalance: factor }: RunTime): Advice | undefined {
  if (factor < 1 + WORTH_TELLING) return undefined;
  return {
    finding: `the slowest shard took ${percentText(factor - 1)} longer than the average`,
    remedy: 'plan the shards from recorded durations (steadfast plan --durations-file)',
  };
}

function startUp(record: RunRecord, { startUpMs, busyMs }: RunTime): Advice | undefined {
  const share = startUpMs / busyMs;
  const attempts = record.files.flatMap((file) => file.attempts);
  const spawned = attempts.filter(({ isolation }) => isolation === 'spawn').length;
  if (share < 0.4 || spawned < attempts.length / 2) return undefined;
  return {
    finding: `${percentText(share)} of the work is start-up, not tests`,
    remedy: 'let attempts be forked from a prepared process (--isolation auto)',
  };
}

function pauses({ pauseMs, wallMs }: RunTime): Advice | undefined {
  if (pauseMs / wallMs < WORTH_TELLING) return undefined;
  return {
    finding: `files waited ${durationText(pauseMs)} in all before they were tried again`,
    remedy: 'find out why they were briefly missing: see the evidence of the recovered files',
  };
}

function moreSlots({ longest, wallMs, busyMs, slots }: RunTime): Advice | undefined {
  const usage = busyMs / (wallMs * slots);
  if (usage < 1 - WORTH_TELLING || longest === undefined) return undefined;
  const doubled = Math.max(longest.ms, busyMs / (slots * 2));
  if (doubled > wallMs * (1 - WORTH_TELLING)) return undefined;
  return {
    finding: `the ${slots === 1 ? 'slot was' : `${slots} slots were`} busy ${percentText(Math.min(1, usage))} of the time`,
    remedy: `${slots * 2} would take about ${durationText(doubled)}`,
  };
}
