import type {
  AttemptCause,
  CoverageWords,
  Evidence,
  Leak,
  OutputExcerpt,
  Presence,
  RunCounts,
  RunEvent,
  ShardIdentity,
  StatObservation,
} from '../events.js';
import type { Launch } from '../adapter.js';
import type { FilePart, TestShare } from '../attempt-work.js';
import type { AttemptEnding, Fault, Outcome, ReportFact } from '../outcome.js';
import type { Isolation } from '../test-file.js';
import type { SessionNotes } from '../session-notes.js';
import type { TestResult } from '../test-result.js';
import type { Verdict } from '../verdict.js';

/** Version of the record; grows when a field changes in a way that an older reader would misread. */
export const RECORD_VERSION = 1;

/**
 * What a run leaves: every file, attempt, test, duration and notable event. Times are milliseconds since the epoch,
 * durations milliseconds, paths relative to `root` with `/`.
 */
export interface RunRecord {
  readonly version: typeof RECORD_VERSION;
  readonly runId: string;
  /** Id of the project; a run of several leaves a record of each. */
  readonly project: string;
  readonly root: string;
  readonly startedAt: number;
  /** Up to the last event, when the run did not live to finish. */
  readonly durationMs: number;
  readonly slots: number;
  readonly tools: Readonly<Record<string, string>>;
  readonly shard?: ShardIdentity;
  /** Files ran only some of their tests, as with pytest's `-k`: what they took says nothing of later runs. */
  readonly filtered?: boolean;
  /** Absent when no coverage was measured. */
  readonly coverage?: CoverageWords;
  /** False when the events end before the run did: its process was killed. */
  readonly complete: boolean;
  /** Absent when the run did not live to have one. */
  readonly exitCode?: number;
  readonly counts: RunCounts;
  /** Sorted by path. */
  readonly files: readonly FileRecord[];
  /** What happened to the run as a whole, in order. */
  readonly notable: readonly NotableEvent[];
}

/** An event that belongs to no single file. */
export type NotableEvent = Extract<
  RunEvent,
  { type: 'tree-changed' | 'service-changed' | 'notice' | 'run-cancelled' }
>;

/** `unfinished` files were started and have no verdict of their own, `not-run` files were not even started. */
export type FileState = 'finished' | 'unfinished' | 'not-run';

/** What became of one file. */
export interface FileRecord {
  readonly path: string;
  readonly estimateMs: number;
  readonly state: FileState;
  /** Absent when the run was killed before the file had one. */
  readonly verdict?: Verdict;
  readonly reason?: string;
  readonly evidence?: Evidence;
  readonly fault?: Fault;
  /** From the start of the first attempt to the end of the last, pauses included. */
  readonly durationMs?: number;
  /** Attempts beyond the first, by the cause whose budget they used. */
  readonly retries: Readonly<
    Record<Exclude<AttemptCause, 'first' | 'confirm' | 'repeat' | 'remainder'>, number>
  > & {
    /** These two are absent in records of versions that confirmed nothing. */
    readonly confirm?: number;
    readonly repeat?: number;
    /** Absent in records of versions without a time limit per test. */
    readonly remainder?: number;
  };
  readonly presenceChecks: readonly PresenceRecord[];
  readonly attempts: readonly AttemptRecord[];
}

/** One look at whether a file is there. */
export interface PresenceRecord {
  readonly time: number;
  readonly presence: Presence;
  readonly stats: readonly StatObservation[];
}

/** One attempt; what is only known at its end is absent when the run did not live to see it. */
export interface AttemptRecord {
  /** 1-based. */
  readonly attempt: number;
  readonly attemptId: string;
  readonly cause: AttemptCause;
  /** How long the run waited before it. */
  readonly pauseMs: number;
  readonly slot: number;
  readonly isolation: Isolation;
  readonly selection: readonly string[];
  /** All that was collected when absent. */
  readonly share?: TestShare;
  /** The part of its file that it belongs to, where the file was split. */
  readonly part?: FilePart;
  readonly pid?: number;
  readonly launch?: Launch;
  /** When it got its slot; it ends `durationMs` later. */
  readonly startedAt: number;
  readonly durationMs?: number;
  readonly outcome?: Outcome;
  readonly ending?: AttemptEnding;
  readonly report?: ReportFact;
  readonly reason?: string;
  readonly fault?: Fault;
  readonly runningTest?: string;
  readonly notes?: SessionNotes;
  /** Kept where a person will want to read it: not for attempts that simply passed. */
  readonly output?: OutputExcerpt;
  readonly tests: readonly TestResult[];
  readonly leaks: readonly Leak[];
}
