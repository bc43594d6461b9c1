import kill from 'tree-kill';
import type { AttemptProcess } from '../adapter.js';
import type { Clock } from '../clock.js';
import type { Leak } from '../events.js';
import type { LeakPolicy } from '../policy.js';
import { type ProcessEntry, procTable, type ProcessTable } from './process-table.js';
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
  /** Tells which test started a process, where that can be known. */
  readonly testOf?: (origin: ProcessOrigin) => string | undefined;
}

/** A process of the run. */
export interface RunProcess {
  readonly pid: number;
  readonly command: string;
  readonly attemptId: string;
  readonly environment: ProcessOrigin['environment'];
}

/** What a process tells about where it comes from. */
export interface ProcessOrigin {
  /** Milliseconds since the epoch, to within {@link START_TOLERANCE_MS}. */
  readonly startedAt: number;
  /** Looks a variable up in the environment that the process was started with. */
  readonly environment: (name: string) => string | undefined;
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

/** How exact the start of a process is known: the machine counts both it and its own uptime in hundredths of a second. */
export const START_TOLERANCE_MS = 20;

/** How long a killed process may take to disappear before it is looked for again. */
const ROUND_MS = 20;

export function createProcessKeeper({
  clock,
  table = process.platform === 'linux' ? procTable : undefined,
  sendSignal = (pid, signal) => process.kill(pid, signal),
}: ProcessKeeperOptions): ProcessKeeper {
  const search = table && new SurvivorSearch(table);

  /** Whether the group still has members; nothing is sent. */
  const isGroupAlive = (pid: number): boolean => trySignal(-pid, 0);

  const trySignal = (pid: number, signal: NodeJS.Signals | 0): boolean => {
    try {
      sendSignal(pid, signal);
      return true;
    } catch {
      return false;
    }
  };

  /**
   * Process ids are used again. A group is signalled only while its leader is still a child of ours: once that has been
   * reaped, the id may be anybody's.
   */
  const signalGroup = ({ pid, reaperPid }: AttemptProcess, signal: NodeJS.Signals): void => {
    if (pid === undefined) return;
    const parent = table?.entry(pid)?.parentPid;
    const isOurs =
      table === undefined || parent === process.pid || (parent !== undefined && parent === reaperPid);
    if (isOurs) trySignal(-pid, signal);
  };

  const killAttempt = (attempt: AttemptProcess): void => {
    if (attempt.pid === undefined) {
      attempt.abandon?.();
      return;
    }
    if (process.platform !== 'linux') kill(attempt.pid, 'SIGKILL');
    signalGroup(attempt, 'SIGKILL');
  };

  /** A signal goes only to the process that was meant, not to a later one with its id. */
  const killSurvivor = ({ process: { pid, startTicks } }: Survivor): boolean =>
    table?.entry(pid)?.startTicks !== startTicks || trySignal(pid, 'SIGKILL');

  const testThatStarted = async (
    entry: ProcessEntry,
    startedAt: number,
    testOf: ExitedAttempt['testOf'],
  ): Promise<string | undefined> => {
    const ask = (): string | undefined =>
      testOf?.({ startedAt, environment: (name) => table?.environment(entry.pid, name) });
    const test = ask();
    if (test !== undefined || testOf === undefined) return test;
    // In the middle of an exec a process has no environment for a moment.
    await clock.sleep(ROUND_MS);
    return ask();
  };

  const describe = async (
    { process: entry, foundBy }: Survivor,
    testOf: ExitedAttempt['testOf'],
  ): Promise<Omit<Leak, 'ended'>> => {
    const ageMs = table?.ageMs(entry) ?? 0;
    const test = await testThatStarted(entry, clock.now() - ageMs, testOf);
    const command = table?.command(entry.pid) ?? '';
    return { pid: entry.pid, command, ageMs, foundBy, ...(test === undefined ? {} : { test }) };
  };

  const leaveAlive = async (
    survivors: readonly Survivor[],
    testOf?: ExitedAttempt['testOf'],
  ): Promise<readonly Leak[]> =>
    Promise.all(survivors.map(async (each) => ({ ...(await describe(each, testOf)), ended: false })));

  const killAll = async (
    find: () => readonly Survivor[],
    testOf?: ExitedAttempt['testOf'],
  ): Promise<readonly Leak[]> => {
    const leaks = new Map<string, Leak>();
    for (let round = 0; round < ROUNDS; round++) {
      const survivors = find();
      if (survivors.length === 0) break;
      if (round > 0) await clock.sleep(ROUND_MS);
      for (const survivor of survivors) {
        const key = `${survivor.process.pid} ${survivor.process.startTicks}`;
        const leak = leaks.get(key) ?? (await describe(survivor, testOf));
        leaks.set(key, { ...leak, ended: killSurvivor(survivor) });
      }
    }
    return [...leaks.values()];
  };

  return {
    async terminate(attempt, { signal, graceMs, until }) {
      if (attempt.pid === undefined) {
        attempt.abandon?.();
        return;
      }
      if (process.platform === 'win32') kill(attempt.pid, 'SIGTERM');
      else signalGroup(attempt, signal);
      await clock.sleep(graceMs, until);
      if (!until.aborted) killAttempt(attempt);
    },
    kill: killAttempt,
    async collectLeaks({ process: attempt, attemptId, policy, testOf }) {
      const { pid, reaperPid } = attempt;
      if (pid === undefined) return [];
      const groupAlive = isGroupAlive(pid);
      if (attempt.hasOrphans?.() === false && !groupAlive) return [];
      if (search === undefined) {
        if (groupAlive && policy !== 'warn') trySignal(-pid, 'SIGKILL');
        return [];
      }
      const find = (): readonly Survivor[] => search.of({ pid, reaperPid, attemptId });
      if (policy !== 'warn') return killAll(find, testOf);
      const survivors = find();
      for (const survivor of survivors) search.leaveAlive(survivor, attemptId);
      return leaveAlive(survivors, testOf);
    },
    processesOf(runId) {
      const started = search?.ofRun(runId).filter(({ parentPid }) => parentPid !== process.pid) ?? [];
      return started.map(({ pid }) => ({
        pid,
        command: table?.command(pid) ?? '',
        attemptId: table?.environment(pid, 'STEADFAST_ATTEMPT_ID') ?? '',
        environment: (name) => table?.environment(pid, name),
      }));
    },
    async sweep(runId, policy) {
      const find = (): readonly Survivor[] => search?.forgottenBy(runId) ?? [];
      if (policy !== 'warn') return killAll(find);
      return leaveAlive(find());
    },
  };
}
