import type { SessionNotes } from './session-notes.js';
import type { Isolation } from './test-file.js';

/** How an attempt ended. */
export type Outcome =
  | 'passed'
  | 'failed'
  | 'no-tests'
  | 'interrupted'
  | 'internal-error'
  | 'usage-error'
  | 'not-found'
  | 'timed-out'
  | 'crashed';

/** Outcomes that leave a file green. */
export function isGreenOutcome(outcome: Outcome): boolean {
  return outcome === 'passed' || outcome === 'no-tests';
}

/** The first fact about an attempt: what became of its process. */
export type ProcessFact =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly error: string }
  /** Whoever ran the process died and took the exit status with it: nothing is known about the attempt. */
  | { readonly kind: 'lost'; readonly reason: string };

/** The second fact: how much of the test runner's own report arrived. */
export type ReportFact = 'complete' | 'partial' | 'absent';

/** Why Steadfast itself ended an attempt. An attempt that got a signal from us never counts as passed. */
export type EndedByUs =
  | 'timeout'
  /** One test ran longer than a test may. */
  | 'test-timeout'
  | 'cancelled';

/** The facts from which an adapter tells the outcome. */
export interface AttemptEnding {
  readonly process: ProcessFact;
  readonly endedByUs?: EndedByUs;
  /**
   * Processes that the kernel's out-of-memory killer ended while the attempt ran, in the run's control group or else on the
   * machine. Told of attempts that somebody else killed, where it is known.
   */
  readonly oomKills?: number;
}

/** Something that is broken in Steadfast, an adapter or an extension, as against in a test. */
export interface Fault {
  /** What was being done, such as `before the attempt (coverage)`. */
  readonly during: string;
  readonly message: string;
  readonly stack?: string;
}

/** What an adapter makes of an attempt's facts. */
export interface Classification {
  readonly outcome: Outcome;
  readonly report: ReportFact;
  /** One line or more in the test runner's own words; absent when the tests speak for themselves. */
  readonly reason?: string;
  /** The test that was running when the attempt ended early. */
  readonly runningTest?: string;
  /** Why nothing can be said of the attempt: its outcome is `internal-error`. */
  readonly fault?: Fault;
  /** The attempt is red and shared more with others than is certain to be harmless: at this isolation it is to be confirmed. */
  readonly confirm?: Isolation;
  /** Ids that a rerun of the failures starts; absent when the adapter cannot rerun single tests. */
  readonly rerun?: readonly string[];
  readonly notes?: SessionNotes;
}
