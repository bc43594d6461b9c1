import { DEFAULT_POLICY, type RunPolicy } from '@steadfast/core';
import type { OptionValues } from '../../options/option-table.js';

/** The numbers of the retry contract as the options have them. */
export function runPolicy(options: OptionValues): RunPolicy {
  return {
    ...DEFAULT_POLICY,
    missing: {
      ...DEFAULT_POLICY.missing,
      retries: options.missingRetries,
      backoffMs: options.missingBackoff,
    },
    retries: options.retries,
    fileTimeoutMs: options.fileTimeout,
    graceMs: options.grace,
    maxFailures: options.maxfail,
    leaks: options.leaks,
  };
}
