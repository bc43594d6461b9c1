export { type Change, compareRuns, type Comparison, type DurationChange } from './compare/compare-runs.js';
export { htmlReport, timelineReport, traceReport } from './record-reports.js';
export { type ReportOptions, renderReport } from './render/render-report.js';
export { timelinePicture } from './timeline/timeline-picture.js';
export { timelineText } from './timeline/timeline-text.js';
export type { TraceEvent } from './trace/trace-event.js';
export { traceEvents, traceText } from './trace/trace-events.js';
