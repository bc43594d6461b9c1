import type { AttemptRequest } from './adapter.js';
import type { Clock } from './clock.js';
import type { EventListener, RunEventBody } from './events.js';
import type { ExitCode } from './exit-code.js';
import type { ProcessSupervisor } from './process/process-supervisor.js';
import type { TestFile } from './test-file.js';

/** Variables for the environment of attempts. */
export type ExportedEnvironment = Readonly<Record<string, string>>;

/** What an extension is told of the run before its first attempt. */
export interface PreparedRun {
  readonly runId: string;
  /** Absolute path of the folder that the project's paths are relative to. */
  readonly root: string;
  /** Attempts have the slots from 0 to one less. */
  readonly slots: number;
  /** Absolute path of a folder that lives as long as the run, for what is no business of tests. */
  readonly directory: string;
  /** Absolute path of the folder that all attempts share: their `STEADFAST_RUN_DIRECTORY`. Lives as long as the run. */
  readonly sharedDirectory: string;
  /** Absolute path of the folder that all attempts of a slot share: their `STEADFAST_SLOT_DIRECTORY`. Lives as long as the run. */
  readonly slotDirectory: (slot: number) => string;
  readonly files: readonly TestFile[];
  readonly clock: Clock;
  readonly supervisor: ProcessSupervisor;
  /** How long a process has between being asked to end and being killed. */
  readonly graceMs: number;
  /** Aborts when the run is to end: nothing new is started. */
  readonly stopping: AbortSignal;
  /** Aborts when everything is to be killed. */
  readonly killing: AbortSignal;
  /** Adds an event to those of the project. */
  readonly emit: (event: RunEventBody) => void;
}

/** A file that has a slot. */
export interface FileInSlot {
  readonly file: TestFile;
  readonly slot: number;
}

/** An attempt that an extension may have something to do with. */
export type AttemptTarget = Pick<AttemptRequest, 'file' | 'attempt' | 'attemptId' | 'slot' | 'directory'>;

/** An attempt that is over. */
export interface EndedAttempt extends AttemptTarget {
  /** Whether its results are to be proven by another attempt, or prove another one's: what it left is of no account. */
  readonly isTrial: boolean;
}

/**
 * What takes part in a run besides its attempts: pytest's cache, coverage, services. The phases come in the order in which
 * they are written here. To make an extension has no effect; effects begin in `prepare`, when all arguments have been
 * checked. An extension that throws spoils the file that it threw for, or the exit code of the run, and never the others.
 */
export interface Extension {
  /** Names it in messages. */
  readonly name: string;
  /** Before the run: leaves files out, or changes when they start. */
  selectFiles?(files: readonly TestFile[]): Promise<readonly TestFile[]>;
  /** Before the first attempt. Rejects when the run cannot do without; then no file runs. */
  prepare?(run: PreparedRun): Promise<ExportedEnvironment | undefined>;
  /** Before a file's first slot: resolves when it may have one; `undefined` when it may at once. */
  whenReady?(file: TestFile): Promise<void> | undefined;
  /**
   * Before an attempt, and after it: why the file cannot be run, or what its attempt came to cannot be trusted. The file's
   * verdict is `error` for that reason.
   */
  obstacleTo?(target: FileInSlot): Promise<string | undefined>;
  /** Before an attempt has a process. */
  beforeAttempt?(
    attempt: AttemptTarget,
  ): Promise<ExportedEnvironment | undefined> | ExportedEnvironment | undefined;
  /** When the process and all that it started have ended; the attempt's folder is still there. */
  afterAttempt?(attempt: EndedAttempt): Promise<void> | void;
  /** When no attempt runs any more, also where the run was stopped: ends what it has started for attempts. */
  afterLastAttempt?(): Promise<void>;
  /** Hears every event of the project, in order. */
  readonly listen?: EventListener;
  /** After the last attempt, with the exit code so far; gives another one where it has something against it. */
  finish?(exitCode: ExitCode): Promise<ExitCode>;
  /** When everything is over, also after a fault. */
  dispose?(): Promise<void>;
}

/** Has every extension say which files are to run; see {@link Extension.selectFiles}. */
export async function selectFiles(
  files: readonly TestFile[],
  extensions: readonly Extension[],
): Promise<readonly TestFile[]> {
  let selected = files;
  for (const extension of extensions) selected = (await extension.selectFiles?.(selected)) ?? selected;
  return selected;
}
