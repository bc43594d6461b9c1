import { Writable } from 'node:stream';
import type { ExecutorContext, Task } from 'nx/src/devkit-exports.js';
import type { ProjectRun, Verdicts } from '@steadfast/cli';
import { commandWords } from '../command-words.js';
import { type KeptDurations, keptDurations } from '../kept-durations.js';
import { isCacheable, isSuccess } from '../success.js';
import { noteUnclean, projectFolder, targetOptions } from '../target-context.js';
import type { TargetOptions } from '../words.js';
import type { BatchRunner } from './batch-executor.js';

/** What Nx is told of a task. */
export interface TaskOutcome {
  readonly task: string;
  readonly result: {
    readonly success: boolean;
    readonly terminalOutput: string;
    /** In milliseconds since the epoch. */
    readonly startTime: number;
    readonly endTime: number;
  };
  /** How many files came to which verdict, when they were run. */
  readonly verdicts?: Verdicts;
}

/** A task of a batch. */
export interface BatchTask {
  /** Makes the project ready to run; `undefined` when the task is over already. */
  prepare(): Promise<ProjectRun | undefined>;
  /** Ends a task that will not be run to its end. Does nothing when it was. */
  abandon(error: unknown): void;
}

/**
 * A task with what was typed behind it, as the batch runs it.
 *
 * @param onOutcome Called once, when the task is over.
 */
export function openTask(
  task: Task,
  typed: readonly string[],
  batch: ExecutorContext,
  { joinDurations }: Pick<BatchRunner, 'joinDurations'>,
  onOutcome: (outcome: TaskOutcome) => void,
): BatchTask {
  const context = contextOf(task, batch);
  const output = new TextSink();
  const startTime = Date.now();
  let isOver = false;
  const outcome = (success: boolean, verdicts?: Verdicts): TaskOutcome => ({
    task: task.id,
    result: { success, terminalOutput: output.text, startTime, endTime: Date.now() },
    ...(verdicts === undefined ? {} : { verdicts }),
  });
  const finish = async (
    exitCode: number,
    verdicts: Verdicts | undefined,
    options: TargetOptions,
    durations: KeptDurations,
  ): Promise<TaskOutcome> => {
    await durations.keep();
    if (!isCacheable(verdicts, options)) noteUnclean(context);
    return outcome(isSuccess(exitCode, options), verdicts);
  };
  const fail = (error: unknown): TaskOutcome => {
    output.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return outcome(false);
  };
  return {
    abandon(error) {
      if (!isOver) onOutcome(fail(error));
    },
    async prepare() {
      try {
        const options = targetOptions(context);
        const cwd = projectFolder(context);
        const args = commandWords(options, typed, context);
        const durations = keptDurations(cwd, task.target.target, options, joinDurations);
        await durations.restore();
        return {
          ...{ id: task.id, cwd, args, output },
          // As Nx tells an executor that runs a single task.
          environment: {
            ...process.env,
            NX_TASK_TARGET_PROJECT: task.target.project,
            NX_TASK_TARGET_TARGET: task.target.target,
          },
          onFinished: (exitCode, verdicts) => {
            isOver = true;
            void finish(exitCode, verdicts, options, durations).catch(fail).then(onOutcome);
          },
        };
      } catch (error) {
        isOver = true;
        onOutcome(fail(error));
        return undefined;
      }
    },
  };
}

function contextOf({ target }: Task, batch: ExecutorContext): ExecutorContext {
  const configuration = batch.projectsConfigurations.projects[target.project]?.targets?.[target.target];
  return {
    ...batch,
    projectName: target.project,
    targetName: target.target,
    ...(configuration === undefined ? {} : { target: configuration }),
    ...(target.configuration === undefined ? {} : { configurationName: target.configuration }),
  };
}

/** Keeps what a project's run says. */
class TextSink extends Writable {
  #parts: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.#parts).toString('utf8');
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#parts.push(chunk);
    done();
  }
}
