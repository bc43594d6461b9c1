import { type Dirent, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Extension } from '@steadfast/core';
import { isGiven, lastValue, type PytestArguments } from '../arguments/pytest-arguments.js';

/**
 * `--clean-alluredir`: the folder of results is emptied once, before the run. An attempt that emptied it would take away what
 * others have written; that several write there is what it is made for.
 */
export function cleanAllureResults(all: PytestArguments, directory: string): readonly Extension[] {
  const written = lastValue(all, '--alluredir');
  if (written === undefined || !isGiven(all, '--clean-alluredir')) return [];
  const folder = resolve(directory, written);
  return [
    {
      name: '--clean-alluredir',
      prepare: () => {
        // As Allure has it: files only.
        const files = entriesOf(folder).filter((entry) => entry.isFile());
        for (const { name } of files) rmSync(join(folder, name), { force: true });
        return Promise.resolve(undefined);
      },
    },
  ];
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
