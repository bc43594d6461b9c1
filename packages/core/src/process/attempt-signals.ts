import kill from 'tree-kill';
import type { AttemptProcess } from '../adapter.js';
import type { Clock } from '../clock.js';
import type { ProcessTable } from './process-table.js';

/** Sends a signal, to a group where the id is negative; throws when nobody gets it. The signal 0 only asks who would. */
export type SendSignal = (pid: number, signal: NodeJS.Signals | 0) => void;

export const sendSystemSignal: SendSignal = (pid, signal) => {
  process.kill(pid, signal);
};

/** Whether somebody got the signal. */
export function trySignal(send: SendSignal, pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    send(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether a group has members; nothing is sent. */
export function isGroupAlive(send: SendSignal, group: number): boolean {
  return trySignal(send, -group, 0);
}

/** How an attempt is asked to end. */
export interface Termination {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
  /** Aborts when the attempt has ended. */
  readonly until: AbortSignal;
}

/** Ends attempts that run. */
export class AttemptSignals {
  constructor(
    private readonly clock: Clock,
    private readonly table: ProcessTable | null,
    private readonly send: SendSignal,
  ) {}

  /** Asks the attempt's group to end, and kills it after the grace. Resolves early when the attempt has ended. */
  async terminate(attempt: AttemptProcess, { signal, graceMs, until }: Termination): Promise<void> {
    if (attempt.pid === undefined) {
      attempt.abandon?.();
      return;
    }
    if (process.platform === 'win32') kill(attempt.pid, 'SIGTERM');
    else this.#signalGroup(attempt, signal);
    await this.clock.sleep(graceMs, until);
    if (!until.aborted) this.kill(attempt);
  }

  /** Kills the attempt's group and tree, now. */
  kill(attempt: AttemptProcess): void {
    if (attempt.pid === undefined) {
      attempt.abandon?.();
      return;
    }
    // Where the table can be read, what is left of the tree is found in it afterwards.
    if (this.table === null) kill(attempt.pid, 'SIGKILL');
    this.#signalGroup(attempt, 'SIGKILL');
  }

  /** Signals the attempt's group, where there is such a thing. */
  signal(attempt: AttemptProcess, signal: NodeJS.Signals): void {
    if (process.platform !== 'win32') this.#signalGroup(attempt, signal);
  }

  /**
   * Process ids are used again. A group is signalled only while its leader is still a child of ours: once that has been
   * reaped, the id may be anybody's.
   */
  #signalGroup({ pid, reaperPid }: AttemptProcess, signal: NodeJS.Signals): void {
    if (pid === undefined) return;
    const parent = this.table?.entry(pid)?.parentPid;
    const isOurs =
      this.table === null || parent === process.pid || (parent !== undefined && parent === reaperPid);
    if (isOurs) trySignal(this.send, -pid, signal);
  }
}
