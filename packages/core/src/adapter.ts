import type { TestShare } from './attempt-work.js';
import type { AttemptCause } from './events.js';
import type { AttemptEnding, Classification, ProcessFact } from './outcome.js';
import type { Isolation, TestFile } from './test-file.js';
import type { CollectedTest, TestResult } from './test-result.js';

/** How the process of an attempt came about. */
export type Launch =
  /** Forked from a process that was prepared as far as a rung of the adapter's; `because` tells why not further. */
  | { readonly kind: 'forked'; readonly from: Isolation; readonly because?: string }
  /** A new process; `because` tells why it was not forked, where that was wanted. */
  | { readonly kind: 'spawned'; readonly because?: string };

/** Everything that an adapter needs to start one attempt. */
export interface AttemptRequest {
  readonly file: TestFile;
  /** Ids of the tests to run; empty means all that the file holds. */
  readonly selection: readonly string[];
  /** Which of the tests that are collected run; all of them when absent. */
  readonly share?: TestShare;
  /** 1-based. */
  readonly attempt: number;
  readonly cause: AttemptCause;
  readonly attemptId: string;
  readonly runId: string;
  /** 0-based; no two attempts that run at the same time share a slot. */
  readonly slot: number;
  readonly isolation: Isolation;
  /** An empty folder of the attempt's own, removed afterwards. */
  readonly directory: string;
  /** `STEADFAST_*` variables that the process must carry: they are how what it starts is found again. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Called when the process runs, before it writes or reports anything. An adapter that knows the process as soon as it has
   * started the attempt may leave the call out.
   */
  readonly onStarted: (pid: number, launch: Launch) => void;
  /** Called with every chunk that the process writes. */
  readonly onOutput: (chunk: Uint8Array) => void;
  /**
   * Called with the tests that are going to run, in order, before the first one does, and with the ids of all that are not left
   * out but for the {@link share}. Where it is there, somebody watches the tests: the start and the end of each have to be told
   * at once.
   */
  readonly onCollected?: (tests: readonly CollectedTest[], all: readonly string[]) => void;
  /** Called with every test as it finishes. */
  readonly onTest: (test: TestResult) => void;
  /** Called with the id of the test that starts now, and the time of its start where the runner tells it. */
  readonly onTestStarted: (id: string, startedAt?: number) => void;
  /** Called with what a person should know about how attempts are made, once per run. */
  readonly onNotice: (message: string) => void;
}

/** A process that runs an attempt, however it was started. */
export interface AttemptProcess {
  /** Leader of its own session and process group; absent when it could not be started. */
  readonly pid: number | undefined;
  /** Resolves once, when the process has ended and its output and report have arrived. Never rejects. */
  readonly exited: Promise<ProcessFact>;
  /**
   * The process that adopts what the attempt leaves behind (a child subreaper), where there is one: every other
   * descendant of it, once the attempt has exited, is a leak.
   */
  readonly reaperPid?: number | undefined;
  /** Whether the reaper still has children, asked after {@link exited}; `undefined` when nobody can tell without a search. */
  hasOrphans?(): boolean | undefined;
  /** Ask the process to write the stack of every thread to its output; it goes on afterwards. */
  dumpStacks?(): void;
  /** Ends an attempt that has no {@link pid} yet: it must not start any more. */
  abandon?(): void;
  /** Called when the attempt is over and all that it started is dealt with; some of it may live on by policy. */
  release?(leftAlive: readonly number[]): void;
}

/** An attempt that was started. */
export interface RunningAttempt {
  readonly process: AttemptProcess;
  /** Tells the outcome from both facts. Called once, after the process has exited. */
  classify(ending: AttemptEnding): Classification;
}

/**
 * Connects a test runner to Steadfast: starts attempts and says what their ending means. Scheduling, retry, timeouts,
 * clean-up and reporting are not its business.
 */
export interface Adapter {
  readonly name: string;
  /** Starts an attempt. A process that cannot be started is a {@link ProcessFact}, not an exception. */
  start(request: AttemptRequest): RunningAttempt;
  /**
   * Tells the test of a file that was running when a process was started, by the environment that the process inherited.
   *
   * @param environment - looks a variable up
   */
  testOf?(
    file: Pick<TestFile, 'path'>,
    environment: (name: string) => string | undefined,
  ): string | undefined;
  /** Ends whatever the adapter keeps between attempts. */
  close?(): Promise<void>;
}
