import { existsSync, rmSync } from 'node:fs';
import type { PostTasksExecution } from 'nx/src/devkit-exports.js';
import { noteOf } from '../executors/pytest/unclean-pass.js';

/**
 * Takes passes out of the cache that needed another try. Nx caches whatever succeeds; a failure is cached, too, when it is
 * asked to, and not used unless it is asked to: so that is what is put in the place of the pass.
 */
export const postTasksExecution: PostTasksExecution = async (_options, context) => {
  const unclean = Object.values(context.taskResults).filter(
    ({ task }) => task.hash !== undefined && existsSync(noteOf(context.workspaceRoot, task.hash)),
  );
  if (unclean.length === 0) return;
  const { getCache } = await import('nx/src/tasks-runner/cache.js');
  const cache = getCache({ lifeCycle: {} });
  if ('init' in cache) await cache.init();
  for (const { task, status, terminalOutput = '' } of unclean) {
    if (status === 'success') await cache.put(task, terminalOutput, [], 1);
    if (task.hash !== undefined) rmSync(noteOf(context.workspaceRoot, task.hash), { force: true });
  }
};
