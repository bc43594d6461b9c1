import type { RunRecord } from '@steadfast/core/record';
import { compareRuns } from '../compare/compare-runs.js';
import { chunkElement, DATA_ELEMENT } from '../report-data.js';
import { projectName, resultOf, type Tone } from '../result.js';
import { partsOf } from '../run-part.js';
import { fallbackHtml, html } from './fallback.js';
import { packReport } from './pack-report.js';
import { fillTemplate, readTemplate } from './template.js';

export interface ReportOptions {
  /** The runs that the record was merged from, such as shards; each gets lanes of its own in the timeline. */
  readonly runs?: readonly RunRecord[];
  /** An earlier run to compare with. */
  readonly earlier?: RunRecord;
}

/**
 * The report of a run for a browser: one HTML page that needs nothing else.
 *
 * @throws when the package was not built, and has no template.
 */
export function renderReport(record: RunRecord, options: ReportOptions = {}): string {
  return renderWith(readTemplate(), record, options);
}

/** The same, with a template of one's own. */
export function renderWith(
  template: string,
  record: RunRecord,
  { runs, earlier }: ReportOptions = {},
): string {
  const { data, chunks } = packReport({
    record,
    ...partsOf(record, runs),
    ...(earlier !== undefined && { comparison: compareRuns(earlier, record) }),
  });
  return fillTemplate(template, {
    head: headOf(record),
    fallback: fallbackHtml(record),
    data: [
      dataBlock(DATA_ELEMENT, data),
      ...chunks.map((chunk, index) => dataBlock(chunkElement(index), chunk)),
    ].join('\n'),
  });
}

/** Title and icon tell the result, so that a tab does. */
function headOf(record: RunRecord): string {
  const { tone, text } = resultOf(record);
  const sign = { good: '✓', odd: '✓', bad: '✗' }[tone];
  return [
    `<title>${html(`${sign} ${text} · ${projectName(record)}`)}</title>`,
    `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(iconOf(tone))}">`,
  ].join('\n');
}

function iconOf(tone: Tone): string {
  const color = { good: '#1a7f37', odd: '#bf8700', bad: '#cf222e' }[tone];
  const path = tone === 'bad' ? 'M10 10l12 12M22 10L10 22' : 'M9 16.5l5 5 9-11';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="${color}"/><path d="${path}" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

function dataBlock(id: string, base64: string): string {
  return `<script type="text/plain" id="${id}">${base64}</script>`;
}
