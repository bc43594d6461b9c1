import type { Launch } from './adapter.js';
import type { FilePart, TestShare } from './attempt-work.js';
import type { AttemptEnding, Fault, Outcome, ReportFact } from './outcome.js';
import type { FileRecord } from './record/run-record.js';
import type { Isolation } from './test-file.js';
import type { SessionNotes } from './session-notes.js';
import type { TestResult } from './test-result.js';
import type { Verdict } from './verdict.js';

/** Version of the event stream; grows when an event changes in a way that an older reader would misread. */
export const EVENTS_VERSION = 1;

/** Why an attempt was made. Each cause has a budget of its own. */
export type AttemptCause =
  | 'first'
  /** The file was not found although it is present. */
  | 'missing'
  /** Tests failed, and reruns were asked for. */
  | 'rerun'
  /** It was red after an attempt that shared much with others, and is proven at another isolation. */
  | 'confirm'
  /** It was green when it was to be confirmed: what it shared, or chance, made it red; this one tells which. */
  | 'repeat'
  /** The process that it was forked from, or that watched it, died. */
  | 'lost'
  /** The one before was ended because a test ran too long: it runs the tests that were left. */
  | 'remainder';

/** One stat of a presence check. */
export interface StatObservation {
  readonly time: number;
  /** `ok`, or the errno's name such as `ENOENT`. */
  readonly result: string;
}

export type Presence = 'present' | 'absent' | 'unknown';

/** A process that outlived the attempt that started it. */
export interface Leak {
  readonly pid: number;
  readonly command: string;
  readonly ageMs: number;
  /** How it was found: still in the group or tree, by the attempt id in its environment, or adopted by the reaper. */
  readonly foundBy: 'group' | 'tree' | 'environment' | 'adopted';
  /** The test that was running when it was started, when that is known. */
  readonly test?: string;
  readonly ended: boolean;
}

/** Output of an attempt: its head and tail when it was long. */
export interface OutputExcerpt {
  readonly text: string;
  /** Bytes that were left out of the middle. */
  readonly omittedBytes: number;
}

/** A file as the run took it over. */
export interface PlannedFile {
  readonly path: string;
  readonly estimateMs: number;
}

/** Number of files per verdict, and of tests per outcome. */
export interface RunCounts {
  readonly files: Readonly<Record<Verdict, number>>;
  readonly tests: Readonly<Record<TestResult['outcome'] | 'flaky', number>>;
}

/** How a run measured coverage, in the words of the test runner: whoever puts data of several runs together needs the same. */
export interface CoverageWords {
  /** What is measured, and how. */
  readonly measuring: readonly string[];
  /** Which reports are wanted, and the total that they must reach. */
  readonly reporting: readonly string[];
}

export interface ShardIdentity {
  /** 1-based. */
  readonly index: number;
  readonly total: number;
  readonly planDigest: string;
}

/** Named facts about a vanished file, most telling first; the text is what a person reads. */
export interface Evidence {
  readonly summary: string;
  readonly lines: readonly string[];
  /** The test file that most likely did it, with the reason. */
  readonly culprit?: { readonly file: string; readonly test?: string; readonly reason: string };
}

/** What happened to the tree under test while the run went on. */
export type TreeChange =
  | { readonly kind: 'head-moved'; readonly from: string; readonly to: string; readonly reflog?: string }
  | { readonly kind: 'file-vanished'; readonly file: string }
  | { readonly kind: 'file-changed'; readonly file: string }
  | { readonly kind: 'directory-vanished'; readonly directory: string };

/** What became of a service, or of a command of set-up or teardown. */
export interface ServiceChange {
  readonly kind: 'service' | 'setup' | 'teardown';
  readonly name: string;
  /** The slot that it is for; absent when it is for the whole run. */
  readonly slot?: number;
  /** A service is started, ready and ended, a command started and ended; each of them may have failed instead. */
  readonly state: 'started' | 'ready' | 'ended' | 'failed';
  /** How long ago it was to be started, what it had to wait for itself included. */
  readonly ageMs: number;
  readonly pid?: number;
  /** Why it failed, with its last output: what is said of the files that need it, too. */
  readonly reason?: string;
  /** All that it wrote, when it is over. */
  readonly output?: OutputExcerpt;
  /** What it had started, and left to be ended. */
  readonly leaks?: readonly Leak[];
}

type EventBody =
  | {
      readonly type: 'run-started';
      readonly version: typeof EVENTS_VERSION;
      readonly runId: string;
      /** Absolute path; every other path in the stream is relative to it. */
      readonly root: string;
      readonly slots: number;
      readonly files: readonly PlannedFile[];
      /** Files are handed out one by one, and other runs get some of them: which ones this run gets is not known yet. */
      readonly shared?: boolean;
      readonly shard?: ShardIdentity;
      /** Files ran only some of their tests, as with pytest's `-k`: what they took says nothing of later runs. */
      readonly filtered?: boolean;
      readonly coverage?: CoverageWords;
      /** Names and versions of what runs: `steadfast`, `python`, `pytest`, ... */
      readonly tools: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'attempt-started';
      readonly file: string;
      readonly attempt: number;
      readonly attemptId: string;
      readonly slot: number;
      readonly cause: AttemptCause;
      readonly isolation: Isolation;
      readonly selection: readonly string[];
      readonly share?: TestShare;
      /** The part of its file that the attempt belongs to, where the file was split. */
      readonly part?: FilePart;
      /** Absent when the process could not be started. */
      readonly pid?: number;
      readonly launch?: Launch;
    }
  | { readonly type: 'test-started'; readonly file: string; readonly attemptId: string; readonly id: string }
  | {
      readonly type: 'test-finished';
      readonly file: string;
      readonly attemptId: string;
      readonly test: TestResult;
    }
  | {
      readonly type: 'leak-found';
      readonly file: string;
      readonly attemptId: string;
      readonly leak: Leak;
    }
  | {
      readonly type: 'attempt-finished';
      readonly file: string;
      readonly attempt: number;
      readonly attemptId: string;
      readonly slot: number;
      readonly outcome: Outcome;
      readonly ending: AttemptEnding;
      readonly report: ReportFact;
      readonly durationMs: number;
      readonly reason?: string;
      readonly fault?: Fault;
      readonly runningTest?: string;
      readonly notes?: SessionNotes;
      readonly output: OutputExcerpt;
    }
  | {
      readonly type: 'presence-checked';
      readonly file: string;
      readonly presence: Presence;
      readonly stats: readonly StatObservation[];
    }
  | {
      readonly type: 'retry-scheduled';
      readonly file: string;
      /** The attempt that the pause leads to. */
      readonly attempt: number;
      readonly cause: Exclude<AttemptCause, 'first'>;
      readonly pauseMs: number;
    }
  | {
      readonly type: 'file-finished';
      readonly file: string;
      readonly verdict: Verdict;
      readonly attempts: number;
      /** From the start of the first attempt to the end of the last, pauses included. */
      readonly durationMs: number;
      readonly reason?: string;
      readonly evidence?: Evidence;
      /** What is broken, when that was no attempt's. */
      readonly fault?: Fault;
    }
  | { readonly type: 'tree-changed'; readonly change: TreeChange }
  | { readonly type: 'service-changed'; readonly change: ServiceChange }
  | { readonly type: 'notice'; readonly level: 'info' | 'warning' | 'error'; readonly message: string }
  | {
      readonly type: 'run-cancelled';
      readonly reason: string;
      /** Whether somebody stopped the run, as against a limit of its own (`--maxfail`). */
      readonly interrupted: boolean;
    }
  | {
      readonly type: 'run-finished';
      readonly exitCode: number;
      readonly durationMs: number;
      readonly counts: RunCounts;
      /** Files that have no verdict from an attempt of their own, because the run was cancelled before. */
      readonly notRun: readonly string[];
    };

/**
 * Everything that happens in a run, in order. `time` is in milliseconds since the epoch; `project` is the id of the project that
 * it happened to. Each project of a run has a `run-started` and a `run-finished` of its own.
 */
export type RunEvent = EventBody & { readonly time: number; readonly project: string };

/** An event before it is stamped with time and project. */
export type RunEventBody = EventBody;

/** Hears an event, and with `file-finished` what became of the file: all of its events, folded once for everybody. */
export type EventListener = (event: RunEvent, file?: FileRecord) => void;
