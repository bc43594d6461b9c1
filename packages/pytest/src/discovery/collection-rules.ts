import { readFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { allValues, isGiven } from '../arguments/pytest-arguments.js';
import type { PytestConfiguration } from '../configuration/pytest-configuration.js';
import { fnmatch, pathMatches } from './python-fnmatch.js';

/** Which paths pytest would look into, and which files it would collect. All paths are absolute. */
export interface CollectionRules {
  /** Whether pytest passes over a file or folder that nobody named. */
  ignores(path: string): boolean;
  /** Whether pytest does not go into a folder of this name or path. */
  skipsDirectory(path: string): boolean;
  /** Whether virtual environments are searched, too. */
  readonly collectInVirtualEnvironments: boolean;
  /** Whether a file that nobody named holds tests, as far as its name and text say. */
  collects(path: string): boolean;
}

/**
 * pytest's rules as command line and settings make them. `collect_ignore` in a conftest.py, and hooks of plugins, cannot be
 * known without running Python; the attempt's own pytest applies them.
 */
export function collectionRules(
  { settings, arguments: given }: PytestConfiguration,
  directory: string,
): CollectionRules {
  const ignored = new Set(allValues(given, '--ignore').map((path) => resolve(directory, path)));
  const ignoredGlobs = allValues(given, '--ignore-glob').map((pattern) => resolve(directory, pattern));
  const doctest = doctestRules(given);
  return {
    ignores: (path) =>
      basename(path) === '__pycache__' ||
      ignored.has(path) ||
      ignoredGlobs.some((pattern) => fnmatch(path, pattern)),
    skipsDirectory: (path) => settings.norecursedirs.some((pattern) => pathMatches(path, pattern)),
    collectInVirtualEnvironments: isGiven(given, '--collect-in-virtualenv'),
    collects: (path) =>
      extname(path) === '.py'
        ? settings.pythonFiles.some((pattern) => pathMatches(path, pattern)) || doctest.collectsModule(path)
        : doctest.collectsText(path),
  };
}

interface DoctestRules {
  collectsModule(path: string): boolean;
  collectsText(path: string): boolean;
}

function doctestRules(given: PytestConfiguration['arguments']): DoctestRules {
  const off = allValues(given, '-p').findLast((plugin) => /^(no:)?doctest$/.test(plugin)) === 'no:doctest';
  if (off) return { collectsModule: () => false, collectsText: () => false };
  const modules = isGiven(given, '--doctest-modules');
  const globs = allValues(given, '--doctest-glob');
  const patterns = globs.length > 0 ? globs : ['test*.txt'];
  return {
    collectsModule: (path) => modules && !isSetupOrMain(path),
    // Without a prompt there is no doctest in a text file, and pytest makes no test of it.
    collectsText: (path) =>
      patterns.some((pattern) => pathMatches(path, pattern)) && textMatches(path, /^[ \t]*>>>/m, true),
  };
}

function isSetupOrMain(path: string): boolean {
  if (basename(path) === '__main__.py') return true;
  return basename(path) === 'setup.py' && textMatches(path, /setuptools|distutils/, false);
}

/** Whether the bytes of a file match; a file that cannot be read is for pytest to complain about. */
function textMatches(path: string, pattern: RegExp, unreadable: boolean): boolean {
  try {
    return pattern.test(readFileSync(path, 'latin1'));
  } catch {
    return unreadable;
  }
}
