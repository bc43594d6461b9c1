import { execa } from 'execa';
import type { PytestProject } from '../adapter/launcher.js';

/** Asks pytest for the tests of a file, in its order and by its ids; nothing is run. */
export async function collectTests(
  { python, root, pytestOptions, environment }: PytestProject,
  path: string,
): Promise<readonly string[]> {
  // The last word on verbosity counts: one id per line.
  const words = ['-m', 'pytest', ...pytestOptions, '--collect-only', '--verbosity=-1', path];
  const { stdout } = await execa(python, words, {
    cwd: root,
    env: { ...environment },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
  return stdout.split('\n').filter((line) => line.includes('::'));
}
