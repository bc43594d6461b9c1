import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../clock.js';
import { EXIT_CODE, type ExitCode, worstExitCode } from '../exit-code.js';
import { type FileStat, systemStat } from '../presence/file-stat.js';
import { type OomKillCount, oomKillCounter } from '../process/oom-kills.js';
import { createProcessSupervisor, type ProcessSupervisor } from '../process/process-supervisor.js';
import type { Project, ProjectResult } from '../project.js';
import type { RandomSource } from '../retry/backoff.js';
import { LocalSlotPool } from '../schedule/local-slot-pool.js';
import { fairShare } from '../schedule/parts-of.js';
import type { SlotPool } from '../schedule/slot-pool.js';
import type { WatchTree } from '../tree/tree.js';
import { Cancellation } from './cancellation.js';
import { runProject } from './run-project.js';
import { removeStaleDirectories } from './stale-directories.js';

/** How projects run, whichever they are. */
export interface RunOptions {
  /** How many attempts run at the same time, or who decides that. */
  readonly slots: number | SlotPool;
  /** Called with each project's result, as soon as all of it has ended; the run waits for it. */
  readonly onProjectFinished?: (result: ProjectResult) => Promise<void>;
  /** Stops all projects. */
  readonly cancellation?: Cancellation;
  /** Begins the id of every project's run; unique among all runs of all machines that may meet in one merge. */
  readonly runId?: string;
  readonly clock?: Clock;
  readonly stat?: FileStat;
  readonly random?: RandomSource;
  readonly supervisor?: ProcessSupervisor;
  readonly oomKills?: OomKillCount;
  readonly watchTree?: WatchTree;
}

/** What a run of projects came to. */
export interface RunResult {
  /** In the order of the projects. */
  readonly projects: readonly ProjectResult[];
  /** The one that says most about whether results can be trusted; see {@link worstExitCode}. */
  readonly exitCode: ExitCode;
}

/** The project and the run of the ordinary case: one of each. */
export interface SingleRunOptions extends RunOptions, Omit<Project, 'id' | 'cancellation'> {
  /** `.` when absent. */
  readonly id?: string;
}

/**
 * Runs every file of one project to its verdict: the longest first, as many at a time as there are slots. Resolves when all
 * attempts and all that they started have ended, also when the run was cancelled. What is broken in an adapter, an extension
 * or a listener is in the result: it never rejects for them.
 */
export async function run(options: SingleRunOptions): Promise<ProjectResult> {
  const { id = '.', cancellation, ...rest } = options;
  const project: Project = { ...rest, id };
  const results = await runProjects([project], { ...rest, ...(cancellation && { cancellation }) });
  return results.projects[0] as ProjectResult;
}

/**
 * Runs several projects as one schedule: a free slot goes to the longest file of any of them. Each has its own events, result
 * and exit code, and is finished and closed as soon as its last file is.
 *
 * @throws RangeError when two projects have the same id, or there is no slot.
 */
export async function runProjects(projects: readonly Project[], options: RunOptions): Promise<RunResult> {
  const { slots, cancellation = new Cancellation(), watchTree } = options;
  if (new Set(projects.map(({ id }) => id)).size < projects.length)
    throw new RangeError('Two projects of a run have the same id.');
  const pool = typeof slots === 'number' ? new LocalSlotPool(slots) : slots;
  const clock = options.clock ?? systemClock;
  const services = {
    clock,
    stat: options.stat ?? systemStat,
    random: options.random ?? Math.random,
    supervisor: options.supervisor ?? createProcessSupervisor({ clock }),
    oomKills: options.oomKills ?? oomKillCounter(),
  };
  const runId = options.runId ?? `${clock.now().toString(36)}-${randomBytes(6).toString('hex')}`;
  const tidied = removeStaleDirectories();
  const known = projects.flatMap(({ files, source }) => (source === undefined ? files : []));
  const share = fairShare(known, pool.total);
  const results = await Promise.all(
    projects.map(async (project, index) => {
      const result = await runProject(project, {
        runId: projects.length === 1 ? runId : `${runId}-${index + 1}`,
        ...{ pool, fairShare: share, services, cancellation, watchTree },
      });
      await options.onProjectFinished?.(result);
      return result;
    }),
  );
  await tidied;
  const codes = results.map(({ exitCode }) => exitCode);
  return { projects: results, exitCode: worstExitCode(codes) ?? EXIT_CODE.noTests };
}
