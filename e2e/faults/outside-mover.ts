import { join } from 'node:path';
import { execa } from 'execa';

/** A process that is none of the run's, and moves a path when `awayWhilePytestLooks` with `by: 'outside'` wants it away. */
export function startOutsideMover(path: string): AsyncDisposable {
  const mover = execa('python3', [join(import.meta.dirname, 'outside_mover.py'), path], { stdin: 'pipe' });
  return {
    async [Symbol.asyncDispose]() {
      mover.stdin.end();
      await mover;
    },
  };
}
