import type { Verdict } from './verdict.js';

/** The unit of scheduling: one test file of one project. */
export interface TestFile {
  /** Path relative to the run's root, always with `/`. Names the file in every event, record and report. */
  readonly path: string;
  /** The same file for the operating system. */
  readonly absolutePath: string;
  /** Adapter-specific ids of the tests to run; empty or absent means all that the file holds. */
  readonly selection?: readonly string[];
  /**
   * Absolute path of the folder in which the file was found by searching; absent when somebody named the file itself. For an
   * adapter whose runner treats the two differently.
   */
  readonly foundIn?: string;
  /** Expected duration of one attempt in milliseconds; 0 when nothing is known. */
  readonly estimateMs: number;
  /** Files of a higher priority start before all others, however long they are; 0 when absent. */
  readonly priority?: number;
  /** How many slots an attempt takes; 1 when absent. */
  readonly slots?: number;
  /** Nothing else runs meanwhile: no other file of any run that takes its slots from the same pool. */
  readonly alone?: boolean;
  /** How many parts its tests run in, side by side; `auto` where the run would wait for it. 1 when absent. */
  readonly split?: number | 'auto';
  /** Files of one group never run at the same time. */
  readonly group?: string;
  /** Replaces {@link RunPolicy.fileTimeoutMs} for this file. */
  readonly timeoutMs?: number;
  /** Replaces {@link RunPolicy.testTimeoutMs} for this file. */
  readonly testTimeoutMs?: number;
  /** Replaces {@link RunPolicy.retries} for this file. */
  readonly retries?: number;
  /** Replaces the run's isolation for this file. */
  readonly isolation?: Isolation;
}

/**
 * How much an attempt shares with others: `auto` leaves it to the adapter, `spawn` is a new process that shares nothing; any
 * other name is a rung of the adapter's own.
 */
export type Isolation = string;

/** What became of a file. */
export interface FileResult {
  readonly verdict: Verdict;
  readonly attempts: number;
  /** Tests that failed in the last attempt, and in those that it completes. */
  readonly failedTests: number;
}
