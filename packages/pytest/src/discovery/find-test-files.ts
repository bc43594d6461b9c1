import { readArguments } from '../arguments/pytest-arguments.js';
import { readPytestConfiguration } from '../configuration/pytest-configuration.js';
import { type Discovery, discoverFiles } from './discover-files.js';

/** Where and how `pytest` would be called. */
export interface TestFileSearch {
  /** Absolute path of the project. */
  readonly directory: string;
  /** The words after `pytest`; none when absent. */
  readonly words?: readonly string[];
  /** Only `PYTEST_ADDOPTS` matters. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Version of the pytest that would run; without it the newest is assumed. */
  readonly pytestVersion?: string;
}

/**
 * Finds the test files that pytest would collect in a project, without starting Python or importing anything.
 *
 * @throws {UsageError} when a configuration file is broken, or the words cannot be understood.
 */
export function findTestFiles({
  directory,
  words = [],
  environment = {},
  pytestVersion,
}: TestFileSearch): Discovery {
  const configuration = readPytestConfiguration({
    directory,
    arguments: readArguments(words, directory),
    environment,
    ...(pytestVersion === undefined ? {} : { pytestVersion }),
  });
  return discoverFiles({ directory, configuration });
}
