import type * as steadfast from '@steadfast/cli';
import type { ExecutorContext, TaskGraph } from 'nx/src/devkit-exports.js';
import { listenForInterruption } from '../interruption.js';
import type { PytestExecutorOptions } from '../executor.js';
import { summaryOf } from './batch-summary.js';
import { openTask, type TaskOutcome } from './batch-task.js';
import { ResultQueue } from './result-queue.js';
import { tasksInWaves } from './task-waves.js';

/** What the batch needs of the test runner. */
export type BatchRunner = Pick<typeof steadfast, 'runTogether' | 'joinDurations'>;

/** Loads the test runner, which Nx needs for no more than this. */
function loadBatchRunner(): Promise<BatchRunner> {
  return import('@steadfast/cli');
}

/**
 * Runs the tests of several projects in one process, as one schedule, and tells Nx of each as soon as it is over. A fault fails
 * those that are not over; should this process die, Nx takes every task for failed.
 */
export async function* pytestBatchExecutor(
  taskGraph: TaskGraph,
  inputs: Readonly<Record<string, PytestExecutorOptions>>,
  _overrides: unknown,
  context: ExecutorContext,
  load: () => Promise<BatchRunner> = loadBatchRunner,
): AsyncGenerator<TaskOutcome> {
  const runner = await load();
  using interruption = listenForInterruption();
  const outcomes: TaskOutcome[] = [];
  for (const wave of tasksInWaves(taskGraph, outcomes)) {
    for await (const outcome of runWave(wave)) {
      outcomes.push(outcome);
      yield outcome;
    }
  }
  process.stdout.write(summaryOf(outcomes));

  async function* runWave(ids: readonly string[]): AsyncGenerator<TaskOutcome> {
    const queue = new ResultQueue<TaskOutcome>();
    const onOutcome = (outcome: TaskOutcome): void => {
      queue.push(outcome);
    };
    const tasks = ids.flatMap((id) => {
      const task = taskGraph.tasks[id];
      const typed = inputs[id]?.__unparsed__ ?? [];
      return task === undefined ? [] : [openTask(task, typed, context, runner, onOutcome)];
    });
    const ready = [];
    for (const task of tasks) {
      const project = await task.prepare();
      if (project !== undefined) ready.push(project);
    }
    const abandon = (error: unknown): void => {
      for (const task of tasks) task.abandon(error);
    };
    void runner.runTogether(ready, interruption.signal).then(() => {
      abandon(new Error('The run has ended without this project.'));
    }, abandon);
    yield* queue.take(tasks.length);
  }
}
