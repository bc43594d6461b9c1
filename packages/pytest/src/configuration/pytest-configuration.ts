import { resolve } from 'node:path';
import {
  allValues,
  joinArguments,
  lastValue,
  type PytestArguments,
  readAddedArguments,
} from '../arguments/pytest-arguments.js';
import { pathOfNodeId } from '../arguments/scan-words.js';
import { kindOf } from '../discovery/path-kind.js';
import { UsageError } from '../usage-error.js';
import { expandVariables } from './expand-variables.js';
import { type LocatedConfiguration, locateConfiguration } from './locate-configuration.js';
import { type PytestSettings, readSettings, SettingsReader } from './pytest-settings.js';

/** How pytest would be configured. */
export interface PytestConfiguration {
  /** Absolute path of pytest's rootdir. */
  readonly rootDirectory: string;
  /** Absolute path of the file that the settings come from. */
  readonly file: string | undefined;
  readonly settings: PytestSettings;
  /** All that pytest is told: `addopts`, then `PYTEST_ADDOPTS`, then the command line. */
  readonly arguments: PytestArguments;
}

/** Where and how pytest is started. */
export interface PytestStart {
  /** Absolute path of the folder that pytest is started in. */
  readonly directory: string;
  /** What of the command line is pytest's. */
  readonly arguments: PytestArguments;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Version of the pytest that will run, such as `8.3.5`; without it the newest is assumed. */
  readonly pytestVersion?: string;
}

/**
 * Reads pytest's configuration without starting Python.
 *
 * @throws {UsageError} when a file is broken, named with its line, or a setting or an option is not what it must be.
 */
export function readPytestConfiguration(start: PytestStart): PytestConfiguration {
  const { directory, environment } = start;
  const namesPath = (word: string): boolean => existingPath(directory, word) !== undefined;
  const variable = environment['PYTEST_ADDOPTS'] ?? '';
  const given = joinArguments(
    readAddedArguments(variable, 'PYTEST_ADDOPTS', 'PYTEST_ADDOPTS', namesPath),
    start.arguments,
  );
  const located = locate(start, given);
  const withoutAdded = new SettingsReader(located.file, overridesOf(given));
  const added = readAddedArguments(
    withoutAdded.words('addopts') ?? [],
    'addopts',
    `addopts in ${located.file?.path ?? '-o'}`,
    namesPath,
  );
  const all = joinArguments(added, given);
  return {
    rootDirectory: located.rootDirectory,
    file: located.file?.path,
    settings: readSettings(new SettingsReader(located.file, overridesOf(all))),
    arguments: all,
  };
}

function locate(
  { directory, environment, pytestVersion }: PytestStart,
  given: PytestArguments,
): LocatedConfiguration {
  const rootDirectory = lastValue(given, '--rootdir');
  return locateConfiguration({
    directory,
    paths: given.paths.flatMap((word) => existingPath(directory, word) ?? []),
    configurationFile: lastValue(given, '--config-file'),
    rootDirectory: rootDirectory && expandVariables(rootDirectory, environment),
    dialect: { nativeToml: pytestVersion === undefined || Number.parseInt(pytestVersion, 10) >= 9 },
  });
}

function existingPath(directory: string, word: string): string | undefined {
  const path = resolve(directory, pathOfNodeId(word));
  return kindOf(path) === 'absent' ? undefined : path;
}

/** The settings of `-o NAME=VALUE`; the last one of a name counts. */
function overridesOf(given: PytestArguments): ReadonlyMap<string, string> {
  return new Map(
    allValues(given, '--override-ini').map((assignment) => {
      const equals = assignment.indexOf('=');
      if (equals < 0) throw new UsageError(`-o needs NAME=VALUE: ${assignment}`);
      return [assignment.slice(0, equals), assignment.slice(equals + 1)] as const;
    }),
  );
}
