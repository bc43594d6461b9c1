import type { Isolation } from './test-file.js';

/** Which of the tests that its runner collects an attempt runs. */
export interface TestShare {
  readonly kind: 'tests';
  /** Exactly these; that one of them is not collected is an error. */
  readonly ids: readonly string[];
}

/** What an attempt is asked to run. */
export interface AttemptWork {
  /** Adapter-specific ids of the tests to collect; empty means all that the file holds. */
  readonly selection: readonly string[];
  /** All that is collected when absent. */
  readonly share?: TestShare;
  readonly isolation: Isolation;
}
