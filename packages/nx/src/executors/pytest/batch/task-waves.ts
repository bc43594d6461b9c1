import type { TaskGraph } from 'nx/src/devkit-exports.js';

interface Ended {
  readonly task: string;
  readonly result: { readonly success: boolean };
}

/**
 * The tasks of a batch in the order in which they may run: those that wait for no other one of it, then those that waited for
 * these, without any that waits for one that failed. `ended` is read anew for every wave.
 */
export function* tasksInWaves(
  { tasks, dependencies }: Pick<TaskGraph, 'tasks' | 'dependencies'>,
  ended: readonly Ended[],
): Generator<readonly string[]> {
  const left = new Set(Object.keys(tasks));
  while (left.size > 0) {
    const passed = new Set(ended.flatMap(({ task, result }) => (result.success ? [task] : [])));
    const wave = [...left].filter((id) =>
      (dependencies[id] ?? []).every((other) => !(other in tasks) || passed.has(other)),
    );
    // What is left waits for something that failed: Nx skips it.
    if (wave.length === 0) return;
    for (const id of wave) left.delete(id);
    yield wave;
  }
}
