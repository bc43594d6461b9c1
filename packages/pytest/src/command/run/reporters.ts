import {
  assertWritable,
  junitReport,
  openEventsFile,
  type RecordReport,
  recordReport,
  reportFromRecord,
  type Reporter,
  streamEvents,
} from '@steadfast/core';
import type { Surroundings } from '../surroundings.js';

/** Where reports go; absolute paths, or `-` for standard output. */
export interface ReportSettings {
  readonly record?: string | undefined;
  readonly junitxml?: string | undefined;
  readonly events?: string | undefined;
}

/**
 * The reporters that a run writes files with.
 *
 * @throws {UnwritableReport} for a path that cannot be written, before any test has run.
 */
export async function createReporters(
  settings: ReportSettings,
  { stdout }: Surroundings,
): Promise<readonly Reporter[]> {
  const { record, junitxml, events } = settings;
  const reports: RecordReport[] = [
    ...(record === undefined ? [] : [recordReport(record)]),
    ...(junitxml === undefined ? [] : [junitReport(junitxml)]),
  ];
  for (const { path } of reports) await assertWritable(path);
  return [
    ...(reports.length === 0 ? [] : [reportFromRecord(reports)]),
    ...(events === undefined ? [] : [events === '-' ? streamEvents(stdout) : openEventsFile(events)]),
  ];
}
