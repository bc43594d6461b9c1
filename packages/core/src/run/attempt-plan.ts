import type { AttemptWork, FilePart } from '../attempt-work.js';
import type { AttemptCause } from '../events.js';
import type { Classification, ProcessFact } from '../outcome.js';
import type { TestFile } from '../test-file.js';
import type { TestCollection } from './attempt-tests.js';
import type { OverdueAttempt } from './test-limit.js';

/** One attempt that is to be made. */
export interface AttemptPlan extends AttemptWork {
  readonly file: TestFile;
  /** 1-based. */
  readonly attempt: number;
  readonly cause: AttemptCause;
  readonly slot: number;
  /** The part of the file that it belongs to, where the file is split. */
  readonly part?: FilePart | undefined;
  /** Whether what follows on this end is settled, so that it need not be proven by another attempt. */
  readonly isSettled: (end: AttemptEnd) => boolean;
  /** Aborts when the file belongs to somebody else. */
  readonly lost?: AbortSignal | undefined;
}

/** What decides of what follows on an attempt. */
export interface AttemptEnd {
  readonly process: ProcessFact;
  readonly classification: Classification;
  /** The tests of the file, where it ran a part of them. */
  readonly collection?: TestCollection | undefined;
  /** It was ended because a test ran too long. */
  readonly overdue?: OverdueAttempt | undefined;
}

/** An attempt that is over, with all that it started. */
export interface AttemptResult extends AttemptEnd {
  /** Whether it is red and is to be proven by another attempt. */
  readonly isDoubted: boolean;
  readonly failedTests: number;
}
