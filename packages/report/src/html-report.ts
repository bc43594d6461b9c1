import { fileReport, type RecordReport } from '@steadfast/core';
import { renderReport, type ReportOptions } from './render/render-report.js';

/**
 * A report that a browser shows, in one file that needs nothing else, written when the run is over.
 *
 * @param path Absolute path of the file.
 */
export function htmlReport(path: string, options?: Pick<ReportOptions, 'earlier'>): RecordReport {
  return fileReport('HTML', path, (record, runs = []) => renderReport(record, { ...options, runs }));
}
