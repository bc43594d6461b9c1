import type { EventListener } from '../events.js';

/** What became of a report. A run must not end green without a report that it was asked for, so failure is a value. */
export type ReportResult =
  | { readonly kind: 'written'; readonly report: string; readonly path: string }
  | { readonly kind: 'failed'; readonly report: string; readonly path: string; readonly message: string };

/** Something that listens to a run and tells others about it. */
export interface Reporter {
  /** Hears every event of the run, in order. */
  readonly listen: EventListener;
  /** Called once, after the last event. Never rejects for a file that cannot be written: see {@link ReportResult}. */
  finish(): Promise<readonly ReportResult[]>;
}
