import { relative, sep } from 'node:path';
import { EXIT_CODE, type ExitCode, type Extension } from '@steadfast/core';
import type { PytestProject } from '../adapter/launcher.js';
import { askPytest } from './ask-pytest.js';
import type { Discovery } from './discover-files.js';

/**
 * The net below a list of files that was made by names: when attempts saw plugins or conftests that collect files of their own,
 * pytest is asked after all, and a file that did not run keeps the run from being green.
 */
export class OverlookedFiles implements Extension {
  readonly name = 'files that nobody listed';
  readonly #collectors = new Set<string>();

  constructor(
    private readonly request: {
      readonly pytest: PytestProject;
      /** All files of the run, those of other shards included. */
      readonly discovery: Discovery;
      readonly warn: (message: string) => void;
    },
  ) {}

  /** Takes what an attempt saw. */
  readonly add = (names: readonly string[]): void => {
    for (const name of names) this.#collectors.add(name);
  };

  /** Called after the last attempt; gives another exit code where files were overlooked. */
  async finish(exitCode: ExitCode): Promise<ExitCode> {
    const { pytest, discovery, warn } = this.request;
    const { files, folders, way } = discovery;
    const [first] = this.#collectors;
    if (first === undefined || folders.length === 0 || way.kind !== 'names') return exitCode;
    const answer = await askPytest(pytest, folders);
    if (answer.kind === 'refused') return exitCode;
    const known = new Set(files.map(({ absolutePath }) => absolutePath));
    const overlooked = answer.files.filter((path) => !known.has(path));
    if (overlooked.length === 0) return exitCode;
    const shown = overlooked.slice(0, 5).map((path) => relative(pytest.root, path).replaceAll(sep, '/'));
    const rest = overlooked.length - shown.length;
    warn(
      `${first} collects files that were not run: ${shown.join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}. Name them, or the hook pytest_collect_file in a conftest.py, so that pytest is asked for the list.`,
    );
    return EXIT_CODE.internalError;
  }
}
