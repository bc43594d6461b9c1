import { DEFAULT_POLICY } from '@steadfast/core';
import { milliseconds } from './milliseconds.js';
import { RUNNING, option } from '../option-row.js';
import { duration, integer } from '../option-type.js';

/** How patient a run is with files that pytest does not find. */
export const NOT_FOUND_OPTIONS = {
  missingRetries: option({
    type: integer(0),
    default: String(DEFAULT_POLICY.missing.retries),
    help: 'How many times to retry a file that pytest reports as not found although it exists.',
    group: 'Files that are not found',
    commands: RUNNING,
  }),
  missingBackoff: option({
    type: duration(0),
    default: milliseconds(DEFAULT_POLICY.missing.backoffMs),
    help: 'Pause before the first such retry; doubles with each one.',
    group: 'Files that are not found',
    commands: RUNNING,
  }),
  vanishedPatience: option({
    type: duration(0),
    default: milliseconds(DEFAULT_POLICY.vanishedPatienceMs),
    help: 'How long a test file that was there before is waited for. It does not hold up other files.',
    group: 'Files that are not found',
    commands: RUNNING,
  }),
} as const;
