import { decisiveAttempt } from '../counted-attempts.js';
import { createHash } from 'node:crypto';
import { EXIT_CODE, type ExitCode, exitCodeOf, worstExitCode } from '../../exit-code.js';
import { comparePaths } from '../../path-order.js';
import { isGreen } from '../../verdict.js';
import { countRun } from '../count-run.js';
import { notRun } from '../record-builder.js';
import { type FileRecord, type NotableEvent, RECORD_VERSION, type RunRecord } from '../run-record.js';
import { checkMerge, type ExpectedPlan } from './check-merge.js';
import { currentRecords } from './current-records.js';
import { type MergeProblem, mergeProblemText } from './merge-problem.js';

/** Several runs, put together. */
export interface MergedRun {
  /** Everything that ran; the problems are among its notable events. */
  readonly record: RunRecord;
  readonly problems: readonly MergeProblem[];
  /** The worst of the runs' own; never 0 when there are problems. */
  readonly exitCode: ExitCode;
}

/**
 * Puts the records of all shards together, in whatever order they come. A newer record of a shard replaces an older one. With
 * problems there is a merged record nevertheless: nothing that ran is lost.
 *
 * @param records At least one.
 * @param plan What the runs are held to; without it they are held to each other.
 */
export function mergeRecords(records: readonly RunRecord[], plan?: ExpectedPlan): MergedRun {
  const current = currentRecords(records);
  const [first] = current;
  if (first === undefined) throw new RangeError('There is no record to merge.');
  const problems = checkMerge(current, plan);
  const files = mergeFiles(current, plan);
  const exitCode = mergeExitCodes(current.map(exitCodeOfRun), problems.length > 0);
  const coverage = current.find((record) => record.coverage !== undefined)?.coverage;
  const startedAt = Math.min(...current.map((record) => record.startedAt));
  const merged: RunRecord = {
    version: RECORD_VERSION,
    runId: mergedId(current),
    project: first.project,
    root: first.root,
    startedAt,
    // Shards run side by side; one that was run again hours later did not make the whole take hours.
    durationMs: Math.max(...current.map(({ durationMs }) => durationMs)),
    slots: current.reduce((sum, { slots }) => sum + slots, 0),
    tools: mergeTools(current),
    ...(current.length === 1 && first.shard !== undefined && { shard: first.shard }),
    ...(current.some(({ filtered }) => filtered) && { filtered: true }),
    ...(coverage !== undefined && { coverage }),
    complete: current.every(({ complete }) => complete) && files.every(({ state }) => state === 'finished'),
    exitCode,
    counts: countRun(files),
    files,
    notable: [
      ...current.flatMap(({ notable }) => notable).toSorted((a, b) => a.time - b.time),
      ...problems.map((problem) => problemNotice(problem, current)),
    ],
  };
  return { record: merged, problems, exitCode };
}

/** What happened to the files of all runs, and of the plan's files that no run had; sorted by path. */
function mergeFiles(records: readonly RunRecord[], plan: ExpectedPlan | undefined): readonly FileRecord[] {
  const files = new Map<string, FileRecord>();
  for (const { path, estimateMs } of plan?.shards.flatMap((shard) => shard.files) ?? [])
    files.set(path, notRun({ path, estimateMs }));
  for (const file of records.flatMap((record) => record.files)) {
    const known = files.get(file.path);
    if (known === undefined || weight(file) > weight(known)) files.set(file.path, file);
  }
  return [...files.values()].sort((a, b) => comparePaths(a.path, b.path));
}

/** Of two records of a file the one is kept that says more, and of two verdicts the red one. */
function weight({ state, verdict }: FileRecord): number {
  switch (state) {
    case 'not-run':
      return 0;
    case 'unfinished':
      return 1;
    case 'finished':
      return verdict !== undefined && isGreen(verdict) ? 2 : 3;
  }
}

/** What a run came to; when it did not live to say so, what its files say. */
function exitCodeOfRun(record: RunRecord): number {
  if (record.exitCode !== undefined) return record.exitCode;
  return exitCodeOf({
    counts: record.counts,
    errors: record.files.flatMap(({ verdict, attempts }) =>
      verdict === 'error' ? (decisiveAttempt(attempts)?.outcome ?? []) : [],
    ),
    interrupted: false,
    flakyResult: 'pass',
    mayBeEmpty: false,
  });
}

function mergeExitCodes(codes: readonly number[], hasProblems: boolean): ExitCode {
  const worst = worstExitCode(codes) ?? EXIT_CODE.noTests;
  const isGreen = worst === EXIT_CODE.passed || worst === EXIT_CODE.noTests;
  return hasProblems && isGreen ? EXIT_CODE.failed : worst;
}

function mergedId(records: readonly RunRecord[]): string {
  const ids = [...new Set(records.map(({ runId }) => runId))].sort();
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) return only;
  return `merge-${createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 12)}`;
}

/** Tools by name; where machines have different versions, all of them. */
function mergeTools(records: readonly RunRecord[]): Record<string, string> {
  const versions = new Map<string, Set<string>>();
  for (const [tool, version] of records.flatMap(({ tools }) => Object.entries(tools)))
    versions.set(tool, (versions.get(tool) ?? new Set()).add(version));
  return Object.fromEntries([...versions].map(([tool, all]) => [tool, [...all].sort().join(', ')]));
}

function problemNotice(problem: MergeProblem, records: readonly RunRecord[]): NotableEvent {
  const time = Math.max(...records.map(({ startedAt, durationMs }) => startedAt + durationMs));
  const project = records[0]?.project ?? '';
  return { type: 'notice', level: 'error', message: mergeProblemText(problem), time, project };
}
