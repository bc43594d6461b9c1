import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { AttemptTarget, Extension } from '@steadfast/core';
import { UsageError } from '../usage-error.js';

/**
 * `--basetemp`: emptied once, as pytest does it, and then a folder for each attempt, because tests of the same name in several
 * files must not share theirs. `tests/test_a.py` has its temporary folders in `DIRECTORY/tests/test_a`; with worker
 * ids in `DIRECTORY/tests-test_a`, because then all of them are to have one parent.
 *
 * @param written As it was given; relative to `start`, the folder that pytest is started in.
 * @throws {UsageError} for a folder that must not be emptied.
 */
export function baseTempExtension(written: string, start: string, hasWorkerIds: boolean): Extension {
  const base = resolve(start, written);
  if (written === '' || holds(base, start) || (existsSync(base) && holds(realpathSync(base), start))) {
    throw new UsageError(
      `--basetemp ${written} would be emptied: it must not be empty, the current folder or a folder above it`,
    );
  }
  return {
    name: '--basetemp',
    async prepare() {
      await rm(base, { recursive: true, force: true });
      await mkdir(base, { recursive: true, mode: 0o700 });
      return undefined;
    },
    beforeAttempt: (attempt) => {
      if (hasWorkerIds) return { STEADFAST_BASETEMP: join(base, namesOf(attempt).join('-')) };
      const folder = join(base, ...namesOf(attempt));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return { PYTEST_DEBUG_TEMPROOT: folder };
    },
    afterAttempt: (attempt) => {
      if (hasWorkerIds) return;
      const folder = join(base, ...namesOf(attempt));
      // A test may remove the folder, as it may with plain pytest.
      if (existsSync(folder)) flatten(folder);
    },
  };
}

function holds(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && resolve(folder, rest) === path);
}

/** The path of the file, and which attempt it is. */
function namesOf({ file, attempt }: AttemptTarget): readonly string[] {
  const again = attempt > 1 ? `-attempt-${attempt}` : '';
  const path = `${file.path.replace(/\.py$/, '')}${again}`.split('/');
  return path.map((name) => (name === '..' ? '__' : name.replaceAll(':', '_')));
}

/** pytest makes `pytest-of-USER/pytest-0/test_a0`; nobody who asked for a folder wants to look that deep. */
function flatten(folder: string): void {
  for (const ofUser of foldersIn(folder, 'pytest-of-')) {
    for (const numbered of foldersIn(ofUser, 'pytest-')) {
      for (const { name } of readdirSync(numbered, { withFileTypes: true }).filter(
        (entry) => !entry.isSymbolicLink(),
      )) {
        if (name !== '.lock') renameSync(join(numbered, name), join(folder, name));
      }
    }
    rmSync(ofUser, { recursive: true, force: true });
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function foldersIn(folder: string, prefix: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
    .map(({ name }) => join(folder, name));
}
