import { createPlan, type FileRecord, planQuality, type RunRecord, decisiveAttempt } from '@steadfast/core';
import { durationText } from '../../terminal/duration-text.js';

/** What there is to say of a run that is over. */
export interface Judgement {
  /** What would make it faster or cleaner, most telling first. */
  readonly advice: readonly string[];
  /** What got worse beyond the limit. */
  readonly problems: readonly string[];
}

/** A file is named as slower only when a person would notice. */
const NOTICEABLE_MS = 1000;
const MOST_FILES = 5;

/** Judges a run by its record, and against an earlier one. */
export function judgeRecord(
  record: RunRecord,
  earlier: RunRecord | undefined,
  /** How much slower the same files may be, from 0 to 1; absent when that is no problem. */
  mostSlower: number | undefined,
): Judgement {
  const slower = earlier === undefined ? undefined : compareTimes(record, earlier);
  const texts = slower === undefined ? [] : slowerTexts(slower);
  const isTooSlow = slower !== undefined && mostSlower !== undefined && slower.growth > mostSlower;
  return {
    advice: [...(isTooSlow ? [] : texts), ...waitsFor(record), ...leaks(record), ...notForked(record)],
    problems: isTooSlow ? texts : [],
  };
}

interface TimeComparison {
  /** Time of the files that both runs have, as a part of what they took before: 0.2 is 20 % slower. */
  readonly growth: number;
  readonly beforeMs: number;
  readonly nowMs: number;
  /** Files that got slower, the most first. */
  readonly files: readonly { readonly path: string; readonly beforeMs: number; readonly nowMs: number }[];
}

function compareTimes(record: RunRecord, earlier: RunRecord): TimeComparison | undefined {
  const before = new Map(earlier.files.map((file) => [file.path, lastAttemptMs(file)]));
  const files = record.files.flatMap((file) => {
    const [beforeMs, nowMs] = [before.get(file.path), lastAttemptMs(file)];
    return beforeMs === undefined || nowMs === undefined ? [] : [{ path: file.path, beforeMs, nowMs }];
  });
  const beforeMs = files.reduce((sum, file) => sum + file.beforeMs, 0);
  const nowMs = files.reduce((sum, file) => sum + file.nowMs, 0);
  if (beforeMs === 0) return undefined;
  const slower = files
    .filter((file) => file.nowMs - file.beforeMs >= NOTICEABLE_MS && file.nowMs > file.beforeMs * 1.2)
    .sort((a, b) => b.nowMs - b.beforeMs - (a.nowMs - a.beforeMs));
  return { growth: nowMs / beforeMs - 1, beforeMs, nowMs, files: slower };
}

/** Without pauses and retries: these are another matter. */
function lastAttemptMs({ attempts }: FileRecord): number | undefined {
  const last = decisiveAttempt(attempts);
  return last?.outcome === 'passed' || last?.outcome === 'failed' ? last.durationMs : undefined;
}

function slowerTexts({ growth, beforeMs, nowMs, files }: TimeComparison): readonly string[] {
  const change = `${Math.abs(Math.round(growth * 100))} % ${growth < 0 ? 'faster' : 'slower'}`;
  return [
    `the same files took ${durationText(nowMs)} in all, ${change} than ${durationText(beforeMs)} before`,
    ...files
      .slice(0, MOST_FILES)
      .map(
        ({ path, ...file }) =>
          `${path} took ${durationText(file.nowMs)}, before ${durationText(file.beforeMs)}`,
      ),
  ];
}

/** The file that everything waits for, and what splitting it would bring. */
function waitsFor({ files, slots }: RunRecord): readonly string[] {
  const planned = files.flatMap(({ path, durationMs }) =>
    durationMs === undefined || durationMs <= 0 ? [] : { path, estimateMs: durationMs },
  );
  if (planned.length === 0) return [];
  const quality = planQuality(createPlan(planned, slots));
  const evenMs = quality.totalMs / slots;
  const longest = quality.longest;
  if (longest === undefined || longest.estimateMs < evenMs * 1.1) return [];
  return [
    `the run waits for ${longest.path} (${durationText(longest.estimateMs)}): split into files, or into parts (split = "auto" in overrides), the same tests could be through in ${durationText(evenMs)} on ${slots} slots`,
  ];
}

function leaks({ files }: RunRecord): readonly string[] {
  return files.flatMap(({ path, attempts }) => {
    const count = attempts.reduce((sum, attempt) => sum + attempt.leaks.length, 0);
    return count === 0 ? [] : [`${path} left ${count} ${count === 1 ? 'process' : 'processes'} behind`];
  });
}

/** Why attempts were not forked, each reason once. */
function notForked({ files }: RunRecord): readonly string[] {
  const reasons = new Map<string, number>();
  for (const { launch } of files.flatMap(({ attempts }) => attempts)) {
    if (launch?.kind !== 'spawned' || launch.because === undefined) continue;
    reasons.set(launch.because, (reasons.get(launch.because) ?? 0) + 1);
  }
  return [...reasons].map(([reason, count]) => `${count} attempts had a new interpreter: ${reason}`);
}
