import { availableCpus, Cancellation, EXIT_CODE } from '@steadfast/core';
import { showsOnly } from '@steadfast/pytest';
import { parseCommandLine } from '../commands/command-line.js';
import type { CommandContext } from '../commands/command-context.js';
import { listenForFaults } from '../commands/faults.js';
import { execute, explain, optionsOf } from '../commands/main.js';
import { readProject } from '../commands/read-project.js';
import { openSlotPool } from '../commands/run/open-slot-pool.js';
import { prepareProject } from '../commands/run/prepare-project.js';
import { type ProjectToRun, runPrepared } from '../commands/run/run-prepared.js';
import { followSignal } from './follow-signal.js';

/** One of several projects that run as one schedule. */
export interface ProjectRun {
  /** Names the project; unique in the run. */
  readonly id: string;
  /** Absolute path of the project. */
  readonly cwd: string;
  /** The words after `steadfast`. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What would be written to the terminal. */
  readonly output: NodeJS.WritableStream;
  /** Called as soon as all of the project is over and written, with its exit code and the number of files by verdict. */
  readonly onFinished: (exitCode: number, verdicts: Verdicts | undefined) => void;
}

/** How many files came to which verdict. */
export type Verdicts = Readonly<Record<'passed' | 'flaky' | 'recovered' | 'failed' | 'missing', number>>;

/**
 * Does what `steadfast` would do in each of the projects, as one run: one pool of slots, and the longest file of any project
 * first. Each project is told of as soon as it is over. Never rejects for a fault of the user. An exception that nobody catches
 * while they run ends all of them with their reports written, and exit code 3.
 *
 * @param signal Stops the run when it aborts; its reason may be the signal that attempts are sent, such as `SIGTERM`.
 */
export async function runTogether(projects: readonly ProjectRun[], signal?: AbortSignal): Promise<void> {
  const cancellation = new Cancellation();
  using _ = followSignal(signal, cancellation);
  using _faults = { [Symbol.dispose]: listenForFaults(cancellation) };
  const unfinished = new Map(projects.map((project) => [project.id, project]));
  const finish = (id: string, exitCode: number, verdicts?: Verdicts): void => {
    const project = unfinished.get(id);
    unfinished.delete(id);
    project?.onFinished(exitCode, verdicts);
  };
  const prepared: ProjectToRun[] = [];
  for (const project of projects) {
    const found = await prepare(project, cancellation, finish);
    if (found !== undefined) prepared.push(found);
  }
  try {
    const [first] = prepared;
    if (first !== undefined) {
      const wanted = Math.max(1, ...prepared.map(({ ownSlots = 1 }) => ownSlots));
      using open = await openSlotPool(first.prepared.request.options, wanted, first.context);
      await runPrepared(prepared, { slots: open.slots, cancellation });
    }
  } catch (error) {
    for (const project of [...unfinished.values()]) finish(project.id, explain(error, contextOf(project)));
  }
  for (const { id } of [...unfinished.values()]) finish(id, EXIT_CODE.internalError);
}

/** A project that is ready to run; one that is not, or needs no run, is finished at once. */
async function prepare(
  project: ProjectRun,
  cancellation: Cancellation,
  finish: (id: string, exitCode: number, verdicts?: Verdicts) => void,
): Promise<ProjectToRun | undefined> {
  const { id, cwd, args } = project;
  let verdicts: Verdicts | undefined;
  const context: CommandContext = {
    ...contextOf(project),
    onFinished: ({ files }) => {
      verdicts = files;
    },
  };
  try {
    const line = parseCommandLine(args, cwd);
    const { values, origins, table } = optionsOf(line, context);
    const request = { options: values, origins, own: line.options, given: line.pytest, table };
    const asksOnly = line.options.some(({ option }) => option === 'help' || option === 'version');
    const setup = asksOnly || line.command !== 'run' ? undefined : await readProject(request, context);
    if (setup === undefined || showsOnly(setup.configuration.arguments)) {
      finish(id, await execute(args, context, cancellation));
      return undefined;
    }
    return {
      id,
      context,
      prepared: await prepareProject(request, setup, context, cancellation),
      ownSlots: jobsOf(values.jobs),
      onFinished: (exitCode) => {
        finish(id, exitCode, verdicts);
      },
    };
  } catch (error) {
    finish(id, explain(error, context));
    return undefined;
  }
}

function jobsOf(jobs: number | 'auto'): number {
  return jobs === 'auto' ? availableCpus() : jobs;
}

function contextOf({ cwd, environment, output }: ProjectRun): CommandContext {
  return { directory: cwd, environment, stdout: output, stderr: output };
}
