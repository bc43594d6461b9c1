import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CoverageWords, EXIT_CODE, type ExitCode } from '@steadfast/core';
import {
  COMBINE_ONLY,
  coverageRequest,
  NO_ARGUMENTS,
  reportCoverage,
  requestOfRuns,
} from '@steadfast/pytest';
import { type ProjectRequest, readProject } from '../read-project.js';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';

/** How a data file of coverage.py begins: it is a database of SQLite (https://www.sqlite.org/fileformat.html). */
const DATABASE = Buffer.from('SQLite format 3\0');

export interface SortedOut {
  /** Data files of coverage.py; absolute paths. */
  readonly dataFiles: readonly string[];
  /** The other paths, as they were given. */
  readonly others: readonly string[];
}

/** Tells data files of coverage.py from records and event logs by what they hold. */
export async function sortOutCoverage(paths: readonly string[], directory: string): Promise<SortedOut> {
  const isData = await Promise.all(paths.map((path) => isDatabase(resolve(directory, path))));
  return {
    dataFiles: paths.filter((_, index) => isData[index]).map((path) => resolve(directory, path)),
    others: paths.filter((_, index) => !isData[index]),
  };
}

async function isDatabase(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(DATABASE.length), 0, DATABASE.length, 0);
    return buffer.subarray(0, bytesRead).equals(DATABASE);
  } catch {
    // Whoever reads it as a record says what is wrong with it.
    return false;
  }
}

/** Combines the coverage of all shards, and reports and judges it as one pytest would that was given the words of the runs. */
export async function mergeCoverage(
  dataFiles: readonly string[],
  exitCode: ExitCode,
  words: CoverageWords | undefined,
  request: ProjectRequest,
  context: CommandContext,
): Promise<ExitCode> {
  const { directory, stdout } = context;
  try {
    const { interpreter, environment, configuration } = await readProject(
      { ...request, given: NO_ARGUMENTS },
      context,
    );
    const configured = coverageRequest(configuration.arguments) ?? COMBINE_ONLY;
    const wanted = words === undefined ? configured : requestOfRuns(words, configured, directory);
    const pytest = { python: interpreter.executable, root: directory, environment };
    return await reportCoverage(dataFiles, wanted, exitCode, { pytest, configuration, stdout });
  } catch (error) {
    notify(context, `coverage could not be merged: ${(error as Error).message}`);
    return EXIT_CODE.internalError;
  }
}
