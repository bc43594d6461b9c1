import { DEFAULT_POLICY, type RunPolicy } from '@steadfast/core';
import type { OptionValues } from '../../options/option-table.js';

/** The numbers of the retry contract as the options have them. */
export function runPolicy(options: OptionValues, files: number): RunPolicy {
  const { count, fraction = 1 } = options.maxRetriedFiles;
  return {
    ...DEFAULT_POLICY,
    missing: {
      ...DEFAULT_POLICY.missing,
      retries: options.missingRetries,
      backoffMs: options.missingBackoff,
    },
    retries: options.retries,
    // Rounded up: a few percent of few files are still one file.
    maxRetriedFiles: count ?? Math.ceil(fraction * files),
    flakyResult: options.flakyResult,
    fileTimeoutMs: options.fileTimeout,
    graceMs: options.grace,
    maxFailures: options.maxfail,
    leaks: options.leaks,
  };
}
