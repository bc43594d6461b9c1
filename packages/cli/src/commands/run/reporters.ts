import {
  assertWritable,
  githubReport,
  junitReport,
  openEventsFile,
  type RecordReport,
  recordReport,
  reportFromRecord,
  type Reporter,
  streamEvents,
} from '@steadfast/core';
import { junitOptions, type JunitSettings, UsageError } from '@steadfast/pytest';
import { timelineText } from '@steadfast/report';
import type { OptionValues } from '../../options/option-table.js';
import type { CommandContext } from '../command-context.js';
import { invocationOf } from '../invocation.js';
import { shownReports } from './shown-reports.js';

/** The options that ask for reports; paths are absolute, `-` is standard output. */
export type ReportOptions = Pick<
  OptionValues,
  'record' | 'junitxml' | 'events' | 'html' | 'compare' | 'timeline' | 'trace' | 'github'
>;

/**
 * The reporters that a run writes files with.
 *
 * @throws {UnwritableReport} for a path that cannot be written, before any test has run.
 * @throws {UsageError} when GitHub's report is wanted where GitHub is not.
 */
export async function createReporters(
  options: ReportOptions,
  junit: JunitSettings,
  context: CommandContext,
): Promise<readonly Reporter[]> {
  const { events } = options;
  const reports = await recordReports(options, junit, context);
  return [
    ...(reports.length === 0 ? [] : [reportFromRecord(reports)]),
    ...(events === undefined ? [] : [events === '-' ? streamEvents(context.stdout) : openEventsFile(events)]),
  ];
}

/** The reports that are made from a record; see {@link createReporters}. */
export async function recordReports(
  options: ReportOptions,
  junit: JunitSettings,
  context: CommandContext,
): Promise<readonly RecordReport[]> {
  const { record, junitxml } = options;
  const reports: RecordReport[] = [
    ...(record === undefined ? [] : [recordReport(record)]),
    ...(junitxml === undefined ? [] : [junitReport(junitxml, junitOptions(junit))]),
    ...(await shownReports(options)),
    ...githubReports(options, context),
  ];
  for (const { path } of reports) await assertWritable(path);
  return reports;
}

function githubReports({ github, events }: ReportOptions, context: CommandContext): readonly RecordReport[] {
  const { environment, stdout, stderr } = context;
  if (github === 'off' || (github === 'auto' && environment['GITHUB_ACTIONS'] !== 'true')) return [];
  const summaryFile = environment['GITHUB_STEP_SUMMARY'];
  if (summaryFile === undefined || summaryFile === '') {
    if (github === 'auto') return [];
    throw new UsageError(
      '--github on needs GITHUB_STEP_SUMMARY, the file for the job summary, which is not set',
    );
  }
  // GitHub reads commands from both streams.
  const output = events === '-' ? stderr : stdout;
  const { project } = invocationOf(environment);
  return [
    githubReport({
      ...{ summaryFile, workspace: environment['GITHUB_WORKSPACE'], output, timeline: timelineText },
      ...(project === undefined ? {} : { project }),
    }),
  ];
}
