import { RecordBuilder } from '../record/record-builder.js';
import type { RunRecord } from '../record/run-record.js';
import { writeReport } from './report-file.js';
import type { Reporter } from './reporter.js';

/** A report that is made from the record when the run is over. */
export interface RecordReport {
  /** What it is, for people: `JUnit XML`. */
  readonly report: string;
  readonly path: string;
  readonly render: (record: RunRecord) => string;
}

/** The record itself, as JSON. */
export function recordReport(path: string): RecordReport {
  return { report: 'record', path, render: (record) => `${JSON.stringify(record, undefined, 1)}\n` };
}

/** Keeps the record of the run while it goes on, and writes every report that is made from it. */
export function reportFromRecord(reports: readonly RecordReport[]): Reporter {
  const builder = new RecordBuilder();
  return {
    listen: (event) => {
      builder.add(event);
    },
    finish: () => {
      const { record } = builder;
      return Promise.all(
        reports.map(({ report, path, render }) => writeReport(report, path, render(record))),
      );
    },
  };
}
