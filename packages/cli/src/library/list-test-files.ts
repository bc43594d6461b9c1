import { discoverFiles, readPytestConfiguration } from '@steadfast/pytest';
import { parseCommandLine } from '../commands/command-line.js';

/** Whose test files are asked for. */
export interface TestFilesRequest {
  /** Absolute path of the project. */
  readonly cwd: string;
  /** The words after `steadfast`. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The test files that a run would find, relative to the project, without starting Python. Modules of `--pyargs` are not
 * found that way, and the newest pytest is assumed.
 *
 * @throws Error for a configuration or a word that cannot be understood.
 */
export function listTestFiles({ cwd, args, environment }: TestFilesRequest): readonly string[] {
  const { pytest } = parseCommandLine(args, cwd);
  const configuration = readPytestConfiguration({ directory: cwd, arguments: pytest, environment });
  return discoverFiles({ directory: cwd, configuration }).files.map(({ path }) => path);
}
