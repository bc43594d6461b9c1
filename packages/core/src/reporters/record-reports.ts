import { RecordBuilder } from '../record/record-builder.js';
import type { RunRecord } from '../record/run-record.js';
import { recordText } from '../record/record-text.js';
import { describe, type ReportContent, writeReport } from './report-file.js';
import type { Reporter, ReportResult } from './reporter.js';

/** A report that is made from the record when the run is over, or when records are merged. */
export interface RecordReport {
  /** The file that it will write; whether that is possible should be known before the run. */
  readonly path: string;
  /** @param runs What the record was merged from, if it was. */
  write(record: RunRecord, runs?: readonly RunRecord[]): Promise<ReportResult>;
}

/** A report that is one text in one file; a long one comes in parts. */
export function fileReport(
  name: string,
  path: string,
  render: (record: RunRecord, runs?: readonly RunRecord[]) => ReportContent,
): RecordReport {
  return { path, write: (record, runs) => writeReport(name, path, render(record, runs)) };
}

/** The record itself, as JSON with a file in each line. */
export function recordReport(path: string): RecordReport {
  return fileReport('record', path, recordText);
}

/** Keeps the record of the run while it goes on, and writes every report that is made from it. */
export function reportFromRecord(reports: readonly RecordReport[]): Reporter {
  const builder = new RecordBuilder();
  return {
    listen: (event, file) => {
      builder.add(event, file);
    },
    finish: () => {
      const { record } = builder;
      return Promise.all(reports.map((report) => writeOne(report, record)));
    },
  };
}

/** One report that cannot be made must not cost the others. */
async function writeOne(report: RecordReport, record: RunRecord): Promise<ReportResult> {
  try {
    return await report.write(record);
  } catch (error) {
    return { kind: 'failed', report: 'report', path: report.path, message: describe(error) };
  }
}
