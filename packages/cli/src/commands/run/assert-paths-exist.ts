import { execa } from 'execa';
import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { checkPresence, DEFAULT_POLICY, systemClock, systemStat, type TestFile } from '@steadfast/core';
import { kindOf, UsageError } from '@steadfast/pytest';
import { nearestName } from '../../options/suggestion.js';

/**
 * Makes sure that there is something to run. Where nothing of what was named is there, and git does not know it either, somebody
 * mistyped a path: that is no incident, and pytest's exit code for it is 4. A file that git knows has vanished, and a file beside
 * others that are there is missing: about these the run has more to say.
 *
 * @throws {UsageError} with what may have been meant.
 */
export async function assertPathsExist(files: readonly TestFile[], directory: string): Promise<void> {
  if (files.length === 0 || files.some(({ foundIn }) => foundIn !== undefined)) return;
  if (files.some(({ absolutePath }) => kindOf(absolutePath) !== 'absent')) return;
  const signal = new AbortController().signal;
  for (const { absolutePath } of files) {
    const context = { clock: systemClock, stat: systemStat, signal };
    const { presence } = await checkPresence(absolutePath, DEFAULT_POLICY.presence, context);
    if (presence !== 'absent' || (await isKnownToGit(absolutePath, directory))) return;
  }
  throw new UsageError(files.map((file) => complaint(file, directory)).join('\n'));
}

function complaint({ path, absolutePath }: TestFile, directory: string): string {
  const near = nearestPath(absolutePath, directory);
  return `file or directory not found: ${path}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

async function isKnownToGit(path: string, directory: string): Promise<boolean> {
  const result = await execa('git', ['ls-files', '--error-unmatch', '--', path], {
    cwd: directory,
    reject: false,
  });
  if (result.exitCode === 0) return true;
  const inHead = await execa(
    'git',
    ['cat-file', '-e', `HEAD:./${relative(directory, path).replaceAll(sep, '/')}`],
    {
      cwd: directory,
      reject: false,
    },
  );
  return inHead.exitCode === 0;
}

/** The path with its first wrong name put right, and the rest as it was written where that is there. */
function nearestPath(path: string, directory: string): string | undefined {
  let folder = dirname(path);
  const rest = [basename(path)];
  while (kindOf(folder) !== 'directory') {
    rest.unshift(basename(folder));
    folder = dirname(folder);
  }
  const [wrong = '', ...below] = rest;
  const names = readdirSync(folder).filter((name) => !name.startsWith('.') && name !== '__pycache__');
  const meant = nearestName(wrong, names);
  if (meant === undefined) return undefined;
  const whole = resolve(folder, meant, ...below);
  const found = kindOf(whole) === 'absent' ? join(folder, meant) : whole;
  return relative(directory, found).replaceAll(sep, '/');
}
