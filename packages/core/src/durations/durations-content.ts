import type { DurationSample } from './durations.js';

/** Version of the durations file; grows when an older reader would misread it. */
export const DURATIONS_VERSION = 1;

/** What a durations file of Steadfast holds, as JSON. */
export interface DurationsContent {
  readonly version: typeof DURATIONS_VERSION;
  /** Samples by path. */
  readonly files: Readonly<Record<string, readonly DurationSample[]>>;
}
