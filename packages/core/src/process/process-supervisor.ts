import type { AttemptProcess } from '../adapter.js';
import type { Clock } from '../clock.js';
import type { Leak } from '../events.js';
import type { LeakPolicy } from '../policy.js';
import { AttemptSignals, type SendSignal, sendSystemSignal, type Termination } from './attempt-signals.js';
import type { ProcessOrigin, TestOf } from './end-survivors.js';
import { findByGroup } from './find-by-group.js';
import { findByTable } from './find-by-table.js';
import { type ListGroup, listSystemGroup } from './group-members.js';
import { procTable, type ProcessTable } from './process-table.js';

/** Ends attempts, and what they leave behind. */
export interface ProcessSupervisor extends ProcessFinder {
  /**
   * Asks the attempt's process group to end, and after the grace kills it and its tree. Resolves early when `until` aborts,
   * because the attempt has ended.
   */
  terminate(process: AttemptProcess, termination: Termination): Promise<void>;
  /** Kills the attempt's group and tree, now. */
  kill(process: AttemptProcess): void;
  /** Stops the attempt's group until {@link resume}. */
  suspend(process: AttemptProcess): void;
  /** Lets the attempt's group go on. */
  resume(process: AttemptProcess): void;
}

/** Finds what a run has started besides its attempts. */
export interface ProcessFinder {
  /** Finds, and by policy ends, what outlived an attempt that has exited. */
  collectLeaks(attempt: ExitedAttempt): Promise<readonly Leak[]>;
  /** The processes of the run that carry an attempt's id, except those that run tests themselves. */
  processesOf(runId: string): readonly RunProcess[];
  /** Looks once through all processes for those that carry the run's id. */
  sweep(runId: string, policy: LeakPolicy): Promise<readonly Leak[]>;
}

/** An attempt that has exited, and what is to become of what outlived it. */
export interface ExitedAttempt {
  readonly process: AttemptProcess;
  readonly attemptId: string;
  readonly policy: LeakPolicy;
  readonly testOf?: TestOf;
}

/** A process of the run. */
export interface RunProcess {
  readonly pid: number;
  readonly command: string;
  readonly attemptId: string;
  readonly environment: ProcessOrigin['environment'];
}

/** What a supervisor needs of the machine. */
export interface ProcessSupervisorOptions {
  readonly clock: Clock;
  /** `null` where the machine has no table that can be read: only what stays in the attempt's group or tree is found. */
  readonly table?: ProcessTable | null;
  /** What is asked where there is no table. */
  readonly listGroup?: ListGroup;
  readonly send?: SendSignal;
}

/** Make it before the first attempt: what runs by then is none of the run's. */
export function createProcessSupervisor({
  clock,
  table = process.platform === 'linux' ? procTable : null,
  listGroup = listSystemGroup,
  send = sendSystemSignal,
}: ProcessSupervisorOptions): ProcessSupervisor {
  const signals = new AttemptSignals(clock, table, send);
  const finder = table === null ? findByGroup({ listGroup, send }) : findByTable({ clock, table, send });
  return {
    terminate: (attempt, termination) => signals.terminate(attempt, termination),
    kill: (attempt) => {
      signals.kill(attempt);
    },
    suspend: (attempt) => {
      signals.signal(attempt, 'SIGSTOP');
    },
    resume: (attempt) => {
      signals.signal(attempt, 'SIGCONT');
    },
    collectLeaks: (attempt) => finder.collectLeaks(attempt),
    processesOf: (runId) => finder.processesOf(runId),
    sweep: (runId, policy) => finder.sweep(runId, policy),
  };
}
