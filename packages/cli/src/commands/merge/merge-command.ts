import {
  durationsOfRecord,
  EXIT_CODE,
  type ExitCode,
  type MergedRun,
  mergeDurations,
  mergeProblemText,
  mergeRecords,
  recordDurations,
  type ReportResult,
  type RunRecord,
  updateDurations,
} from '@steadfast/core';
import { NO_ARGUMENTS, readPytestConfiguration, UsageError } from '@steadfast/pytest';
import { readRecords } from '../read-records.js';
import { readPlan } from '../plan/read-plan.js';
import type { ProjectRequest } from '../read-project.js';
import { tellFate } from '../run/tell-fate.js';
import { recordReports } from '../run/reporters.js';
import type { CommandContext } from '../command-context.js';
import { judgementText } from '../queue/judgement-text.js';
import { countedRecords, queueExitCode } from '../queue/merge-queue.js';
import { type ReadBuild, readFromQueue } from '../queue/read-queue.js';
import { mergeCoverage, sortOutCoverage } from './merge-coverage.js';
import { mergeSummary } from './merge-summary.js';
import { rememberFailures } from './remember-failures.js';
import { fenceFor } from '../../terminal/fence.js';
import { notify } from '../notify.js';

/**
 * `steadfast merge`: makes one result of several runs, and says what is not in it that should be.
 *
 * @throws {UsageError} when there is nothing to merge, or a word names no file.
 */
export async function mergeCommand(request: ProjectRequest, context: CommandContext): Promise<number> {
  const { directory, environment, stdout } = context;
  const { options, given } = request;
  const { dataFiles, others } = await sortOutCoverage(given.paths, directory);
  const build = options.queue === undefined ? undefined : await readFromQueue(options, context);
  if (others.length === 0 && build !== undefined) return tellJudgement(build, [], context);
  if (others.length === 0)
    throw new UsageError('steadfast merge needs the records of runs, or their event logs.');
  const plan = options.plan === undefined ? undefined : await readPlan(options.plan);
  const configuration = readPytestConfiguration({ directory, arguments: NO_ARGUMENTS, environment });
  const reports = await recordReports(options, configuration.settings.junit, context);

  const { records, unreadable } = await readRecords(others, directory);
  for (const message of unreadable) notify(context, message);
  if (records.length === 0) return EXIT_CODE.usageError;
  const merged = mergeRecords(build === undefined ? records : countedRecords(records, build), plan);
  const fates = await Promise.all(reports.map((report) => report.write(merged.record, records)));
  fates.push(...(await updateDurationsFile(records, request, context)));
  rememberFailures(merged.record, configuration, context);

  for (const problem of merged.problems) notify(context, mergeProblemText(problem));
  for (const fate of fates) if (fate.kind === 'failed') tellFate(fate, context);
  const written = fates.filter(({ kind }) => kind === 'written');
  stdout.write(`${fenceFor(environment)(mergeSummary(merged, written, context))}\n`);
  if (dataFiles.length > 0 && dataFiles.length < records.length)
    notify(
      context,
      `coverage data for only ${dataFiles.length} of ${records.length} runs; the total may be too low`,
    );
  const judged =
    build === undefined ? merged : { ...merged, exitCode: tellJudgement(build, records, context) };
  const exitCode = exitCodeWith(judged, unreadable, fates);
  return dataFiles.length === 0
    ? exitCode
    : mergeCoverage(dataFiles, exitCode, merged.record.coverage, request, context);
}

function tellJudgement(
  build: ReadBuild,
  records: readonly RunRecord[],
  { stdout }: CommandContext,
): ExitCode {
  stdout.write(`${judgementText(build.record, build.judgement)}\n`);
  return queueExitCode(records, build);
}

/** Only a file that was named: whoever makes a report of an old event log does not want to change what plans are made from. */
async function updateDurationsFile(
  records: readonly RunRecord[],
  { options, origins }: ProjectRequest,
  context: CommandContext,
): Promise<readonly ReportResult[]> {
  if (!origins.has('durationsFile')) return [];
  const path = options.durationsFile;
  if (records.some(({ filtered }) => filtered))
    notify(context, 'what runs of some tests only (-k, -m, --lf) took is not remembered');
  const run = mergeDurations(...records.map(durationsOfRecord));
  if (run.size === 0) return [];
  try {
    const { notices } = await updateDurations(path, (known) => recordDurations(known, run));
    for (const notice of notices) notify(context, notice);
    return [{ kind: 'written', report: 'durations', path }];
  } catch (error) {
    return [{ kind: 'failed', report: 'durations', path, message: (error as Error).message }];
  }
}

/** A merge that could not read or write something is never green. */
function exitCodeWith(
  { exitCode }: MergedRun,
  unreadable: readonly string[],
  fates: readonly ReportResult[],
): ExitCode {
  if (fates.some(({ kind }) => kind === 'failed')) return EXIT_CODE.internalError;
  const isGreen = exitCode === EXIT_CODE.passed || exitCode === EXIT_CODE.noTests;
  return unreadable.length > 0 && isGreen ? EXIT_CODE.failed : exitCode;
}
