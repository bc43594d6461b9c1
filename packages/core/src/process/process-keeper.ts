import kill from 'tree-kill';
import type { AttemptProcess } from '../adapter.js';
import type { Clock } from '../clock.js';
import type { Leak } from '../events.js';
import type { LeakPolicy } from '../policy.js';
import { procTable, type ProcessTable } from './process-table.js';
import { type Survivor, SurvivorSearch } from './survivors.js';

/** Ends attempts, and what they leave behind. */
export interface ProcessKeeper {
  /**
   * Asks the attempt's process group to end, and after the grace kills it and its tree. Resolves early when `until` aborts,
   * because the attempt has ended.
   */
  terminate(
    process: AttemptProcess,
    options: { readonly signal: NodeJS.Signals; readonly graceMs: number; readonly until: AbortSignal },
  ): Promise<void>;
  /** Kills the attempt's group and tree, now. */
  kill(process: AttemptProcess): void;
  /** Finds, and by policy ends, what outlived an attempt that has exited. */
  collectLeaks(attempt: {
    readonly process: AttemptProcess;
    readonly attemptId: string;
    readonly policy: LeakPolicy;
  }): Promise<readonly Leak[]>;
  /** Looks once through all processes for those that carry the run's id. */
  sweep(runId: string, policy: LeakPolicy): Promise<readonly Leak[]>;
}

/** What a keeper needs of the machine. */
export interface ProcessKeeperOptions {
  readonly clock: Clock;
  /** Absent where the machine has no table that can be read; groups and trees are ended all the same. */
  readonly table?: ProcessTable | undefined;
  readonly sendSignal?: (pid: number, signal: NodeJS.Signals | 0) => void;
}

/** Killing what was found may uncover what it had started meanwhile. */
const ROUNDS = 5;

/** How long a killed process may take to disappear before it is looked for again. */
const ROUND_MS = 20;

export function createProcessKeeper({
  clock,
  table = process.platform === 'linux' ? procTable : undefined,
  sendSignal = (pid, signal) => process.kill(pid, signal),
}: ProcessKeeperOptions): ProcessKeeper {
  const search = table && new SurvivorSearch(table);

  const signalGroup = (pid: number, signal: NodeJS.Signals | 0): boolean => {
    try {
      sendSignal(-pid, signal);
      return true;
    } catch {
      return false;
    }
  };

  const killAttempt = ({ pid }: AttemptProcess): void => {
    if (pid === undefined) return;
    if (process.platform !== 'linux') kill(pid, 'SIGKILL');
    signalGroup(pid, 'SIGKILL');
  };

  /** Process ids are used again: a signal goes only to the process that was meant. */
  const killSurvivor = ({ process: entry }: Survivor): boolean => {
    if (table?.entry(entry.pid)?.startTicks !== entry.startTicks) return true;
    try {
      sendSignal(entry.pid, 'SIGKILL');
      return true;
    } catch {
      return false;
    }
  };

  const end = async (find: () => readonly Survivor[], policy: LeakPolicy): Promise<readonly Leak[]> => {
    const leaks = new Map<string, Leak>();
    for (let round = 0; round < ROUNDS; round++) {
      const survivors = find();
      if (survivors.length === 0) break;
      if (round > 0) await clock.sleep(ROUND_MS);
      for (const survivor of survivors) {
        const { process: entry, foundBy } = survivor;
        const key = `${entry.pid} ${entry.startTicks}`;
        const described = leaks.get(key) ?? {
          pid: entry.pid,
          command: table?.command(entry.pid) ?? '',
          ageMs: table?.ageMs(entry) ?? 0,
          foundBy,
        };
        leaks.set(key, { ...described, ended: policy !== 'warn' && killSurvivor(survivor) });
      }
      if (policy === 'warn') break;
    }
    return [...leaks.values()];
  };

  return {
    async terminate(attempt, { signal, graceMs, until }) {
      if (attempt.pid === undefined) return;
      if (process.platform === 'win32') kill(attempt.pid, 'SIGTERM');
      else signalGroup(attempt.pid, signal);
      await clock.sleep(graceMs, until);
      if (!until.aborted) killAttempt(attempt);
    },
    kill: killAttempt,
    async collectLeaks({ process: attempt, attemptId, policy }) {
      if (attempt.pid === undefined) return [];
      const groupAlive = signalGroup(attempt.pid, 0);
      if (attempt.hasOrphans?.() === false && !groupAlive) return [];
      if (search === undefined) {
        if (groupAlive && policy !== 'warn') signalGroup(attempt.pid, 'SIGKILL');
        return [];
      }
      return end(() => search.of(attempt, attemptId), policy);
    },
    sweep: (runId, policy) => end(() => search?.ofRun(runId) ?? [], policy),
  };
}
