import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Adapter } from '../adapter.js';
import { type Clock, systemClock } from '../clock.js';
import { EVENTS_VERSION, type EventListener, type RunCounts, type ShardIdentity } from '../events.js';
import { type ExitCode, exitCodeOf } from '../exit-code.js';
import type { RunPolicy } from '../policy.js';
import { type FileStat, systemStat } from '../presence/file-stat.js';
import { type OomKillCount, oomKillCounter } from '../process/oom-kills.js';
import { createProcessSupervisor, type ProcessSupervisor } from '../process/process-supervisor.js';
import type { RandomSource } from '../retry/backoff.js';
import { longestFirst } from '../schedule/file-source.js';
import type { TestFile } from '../test-file.js';
import { type Tree, watchTree, type WatchTree } from '../tree/tree.js';
import { AttemptDirectories } from './attempt-directories.js';
import { type CancelCause, Cancellation } from './cancellation.js';
import { EventStream } from './event-stream.js';
import type { LiveAttempt, RunContext } from './run-context.js';
import { runFiles } from './run-files.js';
import { RunTally } from './run-tally.js';

/** What to run, and how. */
export interface RunOptions {
  /** Absolute path to which every path of the run is relative. */
  readonly root: string;
  readonly files: readonly TestFile[];
  readonly adapter: Adapter;
  /** How many attempts run at the same time. */
  readonly slots: number;
  readonly policy: RunPolicy;
  /** Called with every event, in order, as it happens. */
  readonly listeners?: readonly EventListener[];
  readonly cancellation?: Cancellation;
  readonly shard?: ShardIdentity;
  /** Whether files run only some of their tests, as with pytest's `-k`. */
  readonly filtered?: boolean;
  /** Names and versions of what runs, for the record. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Filled with the attempts that run now, for a live view. */
  readonly live?: Map<string, LiveAttempt>;
  readonly clock?: Clock;
  readonly stat?: FileStat;
  readonly random?: RandomSource;
  readonly supervisor?: ProcessSupervisor;
  readonly oomKills?: OomKillCount;
  readonly watchTree?: WatchTree;
  readonly runId?: string;
}

/** What a run came to. */
export interface RunResult {
  readonly runId: string;
  readonly exitCode: ExitCode;
  readonly counts: RunCounts;
  /** Files that have no verdict of their own because the run ended before them. */
  readonly notRun: readonly string[];
  readonly cancelled?: CancelCause;
  /** What listeners threw; a run with any of them has reports that may be short. */
  readonly listenerErrors: readonly Error[];
}

/**
 * Runs every file to its verdict: the longest first, as many at a time as there are slots. Resolves when all attempts and
 * all that they started have ended, also when the run was cancelled.
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const clock = options.clock ?? systemClock;
  const runId = options.runId ?? newRunId(clock);
  const startedAt = clock.now();
  const tally = new RunTally();
  const events = new EventStream(clock, [tally.listen, ...(options.listeners ?? [])]);
  const emit = events.emit.bind(events);
  const directory = mkdtempSync(join(tmpdir(), 'steadfast-'));
  const directories = new AttemptDirectories(directory);
  emit({
    type: 'run-started',
    version: EVENTS_VERSION,
    runId,
    root: options.root,
    slots: options.slots,
    files: options.files.map(({ path, estimateMs }) => ({ path, estimateMs })),
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    ...(options.filtered === true && { filtered: true }),
    tools: options.tools ?? {},
  });
  const supervisor = options.supervisor ?? createProcessSupervisor({ clock });
  const tree = openTree(options, { clock, runId, emit, supervisor });
  events.add(tree.listen);
  const context = createContext(options, { clock, runId, directories, emit, supervisor, tree });
  const announceStop = (): void => {
    const { cause } = context.cancellation;
    if (cause !== undefined)
      emit({ type: 'run-cancelled', reason: cause.reason, interrupted: cause.interrupted });
  };
  context.cancellation.stopping.addEventListener('abort', announceStop, { once: true });
  try {
    const notRun = await runFiles(longestFirst(options.files), options.slots, context);
    await sweep(context);
    const cancelled = context.cancellation.cause;
    const exitCode = exitCodeOf({
      counts: tally.counts,
      errors: tally.errors,
      interrupted: cancelled?.interrupted ?? false,
      flakyResult: options.policy.flakyResult,
    });
    const counts = tally.counts;
    emit({ type: 'run-finished', exitCode, durationMs: clock.now() - startedAt, counts, notRun });
    return {
      runId,
      exitCode,
      counts,
      notRun,
      ...(cancelled === undefined ? {} : { cancelled }),
      listenerErrors: events.listenerErrors,
    };
  } finally {
    context.cancellation.stopping.removeEventListener('abort', announceStop);
    tree.close();
    await options.adapter.close?.();
    await directories.settled();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

/** Unique among all runs of all machines that may meet in one merge. */
function newRunId(clock: Clock): string {
  return `${clock.now().toString(36)}-${randomBytes(6).toString('hex')}`;
}

function openTree(
  { root, files, policy, adapter, watchTree: watch = watchTree }: RunOptions,
  { clock, runId, emit, supervisor }: Pick<RunContext, 'clock' | 'runId' | 'emit' | 'supervisor'>,
): Tree {
  return watch({
    ...{ root, files, clock, emit },
    presence: policy.presence,
    processes: () => supervisor.processesOf(runId),
    testOf: (path, environment) => adapter.testOf?.({ path }, environment),
  });
}

function createContext(
  options: RunOptions,
  own: Pick<RunContext, 'clock' | 'runId' | 'directories' | 'emit' | 'supervisor' | 'tree'>,
): RunContext {
  let attempts = 0;
  const rerunFiles = new Set<string>();
  return {
    ...own,
    adapter: options.adapter,
    policy: options.policy,
    stat: options.stat ?? systemStat,
    random: options.random ?? Math.random,
    oomKills: options.oomKills ?? oomKillCounter(),
    cancellation: options.cancellation ?? new Cancellation(),
    live: options.live ?? new Map<string, LiveAttempt>(),
    nextAttemptId: () => `${own.runId}-${++attempts}`,
    claimRerun: (file) => {
      if (!rerunFiles.has(file.path) && rerunFiles.size >= options.policy.maxRetriedFiles) return false;
      rerunFiles.add(file.path);
      return true;
    },
  };
}

/** What carries the run's id and still lives now belongs to no attempt that is known. */
async function sweep({ supervisor, runId, emit, policy }: RunContext): Promise<void> {
  for (const leak of await supervisor.sweep(runId, policy.leaks)) {
    const what = `${leak.command} (pid ${leak.pid})`;
    const message = leak.ended
      ? `Ended a process that the run left behind: ${what}`
      : `The run left behind ${what}`;
    emit({ type: 'notice', level: 'warning', message });
  }
}
