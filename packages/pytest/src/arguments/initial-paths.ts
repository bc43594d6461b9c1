import { basename, dirname, join, resolve } from 'node:path';
import { kindOf } from '../discovery/path-kind.js';
import { collectionArgument } from '../discovery/collection-argument.js';

/**
 * What every pytest of a run is told of the paths that the run was started with. From them pytest finds root directory,
 * configuration and the conftests that it loads before it parses options. For that, all files of one folder are as good as
 * one of them, so that a run of thousands of named files has short command lines.
 *
 * @param paths Paths and node ids, as they were written.
 * @param directory Absolute path of the folder to which they are relative.
 */
export function initialPaths(paths: readonly string[], directory: string): readonly string[] {
  const folders = new Map<string, string>();
  for (const word of paths) {
    const { path, kind, rest } = collectionArgument(word, directory, new Map());
    const key = kind === 'file' ? join(dirname(path), '*') : path;
    if (!folders.has(key))
      folders.set(
        key,
        kind === 'file' ? steadyFile(word.slice(0, word.length - rest.length), path, directory) : word,
      );
  }
  return [...folders.values()].map((word) => (word.startsWith('-') ? `./${word}` : word));
}

/** A file that stands for its folder: the conftest, where there is one, because a test file may be missing for a moment. */
function steadyFile(written: string, path: string, directory: string): string {
  const conftest = join(dirname(path), 'conftest.py');
  if (kindOf(conftest) !== 'file') return written;
  const beside = `${written.slice(0, written.length - basename(path).length)}conftest.py`;
  return resolve(directory, beside) === conftest ? beside : conftest;
}
