import { decisiveAttempt } from '@steadfast/core';
import { withoutExitCodes } from '../differences.js';
import { runPytestOnce } from '../run-pytest.js';
import { runSteadfast } from '../run-steadfast.js';
import type { SeenTests } from '../seen-tests.js';
import type { Suite } from '../suite.js';
import { type StateLeft, stateLeftBy } from './state-left.js';

/** Experiments with a file of a suite. Each is at least one process. */
export interface Lab {
  /** `python -m pytest FILE`. */
  alone(file: string): Promise<SeenTests>;
  /** One pytest over words, which are files or node ids, in their order. */
  together(words: readonly string[]): Promise<SeenTests>;
  /** Steadfast on the file alone. */
  steadfast(file: string, isolation: 'auto' | 'spawn'): Promise<SeenTests>;
  /** The ids of the tests of a file, as pytest runs them. */
  testIds(file: string): Promise<readonly string[]>;
  /** What the words leave behind for the file. */
  stateLeft(words: readonly string[], file: string): Promise<readonly StateLeft[]>;
}

/** Experiments with real processes. */
export function createLab(suite: Suite, rootDirectory: string): Lab {
  const together = async (words: readonly string[]): Promise<SeenTests> =>
    withoutExitCodes((await runPytestOnce(suite, words, rootDirectory)).tests);
  return {
    together,
    alone: (file) => together([file]),
    steadfast: async (file, isolation) => {
      const options = ['--jobs', '1', '--isolation', isolation];
      return withoutExitCodes((await runSteadfast({ ...suite, files: [file] }, options)).tests);
    },
    testIds: async (file) => {
      const { record } = await runSteadfast({ ...suite, files: [file] }, ['--jobs', '1']);
      const tests = decisiveAttempt(record?.files[0]?.attempts ?? [])?.tests ?? [];
      return tests.filter(({ phase }) => phase !== 'collect').map(({ id }) => id);
    },
    stateLeft: (words, file) => stateLeftBy(suite, words, file),
  };
}
