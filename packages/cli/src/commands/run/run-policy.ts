import { DEFAULT_POLICY, type RunPolicy } from '@steadfast/core';
import type { OptionValues } from '../../options/option-table.js';

/** What a timer can hold. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * The numbers of the retry contract as the options have them.
 *
 * @param isAttended Whether a person has the terminal: at a debugger there is time.
 */
export function runPolicy(options: OptionValues, files: number, isAttended: boolean): RunPolicy {
  const { count, fraction = 1 } = options.maxRetriedFiles;
  return {
    ...DEFAULT_POLICY,
    missing: {
      ...DEFAULT_POLICY.missing,
      retries: options.missingRetries,
      backoffMs: options.missingBackoff,
    },
    vanishedPatienceMs: options.vanishedPatience,
    retries: options.retries,
    // Rounded up: a few percent of few files are still one file.
    maxRetriedFiles: count ?? Math.ceil(fraction * files),
    flakyResult: options.flakyResult,
    fileTimeoutMs: isAttended ? LONGEST_TIMEOUT_MS : options.fileTimeout,
    testTimeoutMs: isAttended ? 0 : Math.min(options.testTimeout, LONGEST_TIMEOUT_MS),
    graceMs: options.grace,
    maxFailures: options.maxfail,
    leaks: options.leaks,
  };
}
