import type { Adapter } from './adapter.js';
import type { CoverageWords, EventListener, RunCounts, ShardIdentity } from './events.js';
import type { ExitCode } from './exit-code.js';
import type { Extension } from './extension.js';
import type { Fault } from './outcome.js';
import type { RunPolicy } from './policy.js';
import type { CancelCause, Cancellation } from './run/cancellation.js';
import type { LiveAttempt } from './run/live-attempt.js';
import type { FileSource } from './schedule/file-source.js';
import type { TestFile } from './test-file.js';

/** A root with test files, an adapter that runs them, and the rules by which it does. */
export interface Project {
  /** Names the project in every event; unique in a run. */
  readonly id: string;
  /** Absolute path to which every path of the project is relative. */
  readonly root: string;
  /** All files that may run. */
  readonly files: readonly TestFile[];
  /** Where files are claimed from; the list of files, the longest first, when absent. */
  readonly source?: FileSource;
  readonly adapter: Adapter;
  readonly policy: RunPolicy;
  /** The most attempts of this project at the same time; those of the run when absent. */
  readonly ownSlots?: number;
  /** In the order of their turns in every phase. */
  readonly extensions?: readonly Extension[];
  /** Called with every event of the project, in order, as it happens. */
  readonly listeners?: readonly EventListener[];
  /** Stops this project alone; the run's own stops it, too, unless this is given. */
  readonly cancellation?: Cancellation;
  readonly shard?: ShardIdentity;
  /** There are tests, only none for this part of the suite: to run none is no failure. */
  readonly mayBeEmpty?: boolean;
  /** Whether files run only some of their tests. */
  readonly filtered?: boolean;
  /** How coverage is measured, for the record. */
  readonly coverage?: CoverageWords;
  /** Names and versions of what runs, for the record. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Filled with the attempts that run now, for a live view. */
  readonly live?: Map<string, LiveAttempt>;
}

/** What a project's run came to. */
export interface ProjectResult {
  readonly project: string;
  readonly runId: string;
  readonly exitCode: ExitCode;
  readonly counts: RunCounts;
  /** Files that have no verdict of their own because the run ended before them. */
  readonly notRun: readonly string[];
  readonly cancelled?: CancelCause;
  /** What is broken, outside of single files: with any of it, reports may be short, and the exit code is never green. */
  readonly faults: readonly Fault[];
}
