import type { Isolation } from './test-file.js';

/** One of the parts that a long file runs in, side by side. */
export interface FilePart {
  /** 1-based, in the order of the file. */
  readonly index: number;
  readonly total: number;
}

/** Which of the tests that its runner collects an attempt runs. */
export type TestShare =
  | {
      readonly kind: 'tests';
      /** Exactly these; that one of them is not collected is an error. */
      readonly ids: readonly string[];
    }
  /** As many as every other part, give or take one, that follow each other. */
  | ({ readonly kind: 'part' } & FilePart);

/** What an attempt is asked to run. */
export interface AttemptWork {
  /** Adapter-specific ids of the tests to collect; empty means all that the file holds. */
  readonly selection: readonly string[];
  /** All that is collected when absent. */
  readonly share?: TestShare;
  readonly isolation: Isolation;
}
