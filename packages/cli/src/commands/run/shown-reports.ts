import type { RecordReport } from '@steadfast/core';
import { htmlReport, timelineReport, traceReport } from '@steadfast/report';
import type { OptionValues } from '../../options/option-table.js';
import { readEarlierRecord } from '../read-records.js';

/** The options that ask for something to look at. */
export type ShownOptions = Pick<OptionValues, 'html' | 'compare' | 'timeline' | 'trace'>;

/**
 * The reports of a run that people look at.
 *
 * @throws {UsageError} when the run to compare with cannot be read.
 */
export async function shownReports(options: ShownOptions): Promise<readonly RecordReport[]> {
  const { html, compare, timeline, trace } = options;
  const earlier = compare === undefined || html === undefined ? undefined : await readEarlierRecord(compare);
  return [
    ...(html === undefined ? [] : [htmlReport(html, { ...(earlier !== undefined && { earlier }) })]),
    ...(timeline === undefined ? [] : [timelineReport(timeline)]),
    ...(trace === undefined ? [] : [traceReport(trace)]),
  ];
}
