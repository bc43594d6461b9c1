import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { PYTHON_SIDE } from '@steadfast/pytest';
import { runMeasured } from '../run-measured.js';
import type { Suite } from '../suite.js';

/** A piece of a process's state that tests changed and did not restore. */
export interface StateLeft {
  /** Such as `module attribute`, `environment variable` or `working directory`. */
  readonly kind: string;
  /** Which one; empty where there is only one of the kind. */
  readonly name: string;
  /** Absent when it was not there. */
  readonly before?: string;
  readonly after?: string;
  /** The test that changed it; absent when that happened while files were imported. */
  readonly test?: string;
}

/** Runs pytest over words and then a file, and looks at what changed before the first test of the file. */
export async function stateLeftBy(
  suite: Suite,
  words: readonly string[],
  file: string,
): Promise<readonly StateLeft[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'steadfast-state-'));
  try {
    const result = join(scratch, 'state.json');
    const pythonPath = suite.environment?.['PYTHONPATH'] ?? process.env['PYTHONPATH'] ?? '';
    const environment = {
      ...suite.environment,
      PYTHONPATH: pythonPath === '' ? PYTHON_SIDE : `${PYTHON_SIDE}${delimiter}${pythonPath}`,
      STEADFAST_STATE_FILE: result,
      STEADFAST_STATE_TARGET: resolve(suite.cwd, file),
    };
    const plugin = ['-p', 'steadfast_pytest.state_left'];
    const command = [suite.python, '-m', 'pytest', ...plugin, ...suite.pytestOptions, ...words, file];
    await runMeasured(command, { ...suite, environment });
    // Without one the session ended before the file's turn: then nothing can be told.
    return existsSync(result) ? (JSON.parse(readFileSync(result, 'utf8')) as readonly StateLeft[]) : [];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
