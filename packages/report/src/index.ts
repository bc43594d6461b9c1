export { type ReportOptions, renderReport } from './render/render-report.js';
export { compareRuns, type Change, type Comparison, type DurationChange } from './compare/compare-runs.js';
export { htmlReport } from './html-report.js';
