import { execa } from 'execa';
import { UsageError } from '../usage-error.js';

/** What differs between a commit and the working tree. Paths are relative to the top of the repository. */
export interface Changes {
  /** Content differs. */
  readonly modified: readonly string[];
  /** Names that came or went; a file that moved is in both places. */
  readonly appeared: readonly string[];
  readonly vanished: readonly string[];
}

/**
 * Asks git for what changed since the point where this branch left `ref`: commits, staged, unstaged and untracked files.
 *
 * @throws {UsageError} where git cannot tell.
 */
export async function changesSince(ref: string, top: string): Promise<Changes> {
  const base = (
    await git(top, 'merge-base', '--end-of-options', ref, 'HEAD').catch(() =>
      git(top, 'rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`),
    )
  ).trim();
  const words = (await git(top, 'diff', '--name-status', '--no-renames', '-z', base, '--')).split('\0');
  const changes = {
    modified: new Array<string>(),
    appeared: new Array<string>(),
    vanished: new Array<string>(),
  };
  for (let index = 0; index + 1 < words.length; index += 2) {
    const path = words[index + 1] ?? '';
    if (words[index] === 'A') changes.appeared.push(path);
    else if (words[index] === 'D') changes.vanished.push(path);
    else changes.modified.push(path);
  }
  const untracked = await git(top, 'ls-files', '--others', '--exclude-standard', '-z');
  changes.appeared.push(...untracked.split('\0').filter((path) => path !== ''));
  return changes;
}

/** The top of the repository that a folder is in. */
export async function topOfRepository(directory: string): Promise<string> {
  return (await git(directory, 'rev-parse', '--show-toplevel')).trim();
}

async function git(cwd: string, ...words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execa('git', words, { cwd, stripFinalNewline: false, maxBuffer: 1e9 });
    return stdout;
  } catch (error) {
    const reason = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new UsageError(`--changed needs git: git ${words.join(' ')}: ${reason}`, { cause: error });
  }
}
