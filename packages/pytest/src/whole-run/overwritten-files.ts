import type { ExitCode, Extension } from '@steadfast/core';

/** How many files are told by name. */
const SHOWN = 10;

/**
 * The guard for plugins that nobody knows: a file of the project that attempts of several test files wrote anew holds what the
 * last one wrote. In one pytest that holds as well; but here they may write at the same time.
 */
export class OverwrittenFiles implements Extension {
  readonly name = 'files that several attempts wrote';
  /** File -> test files that wrote it. */
  readonly #writers = new Map<string, Set<string>>();

  constructor(private readonly warn: (message: string) => void) {}

  /** Takes what an attempt wrote. */
  readonly add = (file: string, written: readonly string[]): void => {
    for (const path of written) {
      const writers = this.#writers.get(path) ?? new Set();
      writers.add(file);
      this.#writers.set(path, writers);
    }
  };

  /** Called after the last attempt. The results of the tests are what they are: the exit code stays. */
  finish(exitCode: ExitCode): Promise<ExitCode> {
    const shared = [...this.#writers].filter(([, writers]) => writers.size > 1);
    for (const [path, writers] of shared.slice(0, SHOWN)) {
      const [first = '', second = ''] = writers;
      const others = writers.size > 2 ? ` and ${String(writers.size - 2)} more` : '';
      this.warn(
        `${path} was written anew by ${first}, ${second}${others}: it holds what the last one wrote.`,
      );
    }
    if (shared.length > SHOWN) this.warn(`${String(shared.length - SHOWN)} more files were written so.`);
    return Promise.resolve(exitCode);
  }
}
