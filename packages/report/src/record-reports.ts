import { fileReport, type RecordReport } from '@steadfast/core';
import { renderReport, type ReportOptions } from './render/render-report.js';
import { timelinePicture } from './timeline/timeline-picture.js';
import { traceParts } from './trace/trace-events.js';

/**
 * A report that a browser shows, in one file that needs nothing else, written when the run is over.
 *
 * @param path Absolute path of the file.
 */
export function htmlReport(path: string, options?: Pick<ReportOptions, 'earlier'>): RecordReport {
  return fileReport('HTML', path, (record, runs = []) => renderReport(record, { ...options, runs }));
}

/** The timeline as a picture; see {@link timelinePicture}. */
export function timelineReport(path: string): RecordReport {
  return fileReport('timeline', path, timelinePicture);
}

/** The run as a trace; see {@link traceParts}. */
export function traceReport(path: string): RecordReport {
  return fileReport('trace', path, traceParts);
}
