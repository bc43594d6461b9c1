import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON_SIDE } from '@steadfast/pytest';
import { execa } from 'execa';
import type { Suite } from './suite.js';

/** What a command cost, in milliseconds. */
export interface Cost {
  readonly wallMs: number;
  /** User and system time of all its processes that were waited for; absent where the platform doesn't tell. */
  readonly cpuMs?: number;
}

/** How a command ended. */
export interface Measured {
  readonly exitCode: number;
  /** The end of what it printed, both streams as they came. */
  readonly output: string;
  readonly cost: Cost;
}

const MEASURE = join(PYTHON_SIDE, 'steadfast_pytest', 'measure.py');

/** Characters of output that are kept: enough for pytest's summary. */
const KEPT = 64 * 1024;

/**
 * Runs a command below a small Python process, which measures it: Node cannot tell the CPU time of its children.
 *
 * @throws when the interpreter cannot be started, or `signal` aborts.
 */
export async function runMeasured(
  command: readonly string[],
  { python, cwd, environment = {}, signal }: Omit<Suite, 'files' | 'pytestOptions'>,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'steadfast-measure-'));
  const printed = join(folder, 'output.txt');
  try {
    const result = join(folder, 'cost.json');
    const { exitCode, message } = await execa(python, ['-I', MEASURE, result, ...command], {
      cwd,
      env: { ...environment },
      reject: false,
      stdin: 'ignore',
      stdout: { file: printed },
      stderr: { file: printed },
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    signal?.throwIfAborted();
    if (exitCode === undefined) throw new Error(message ?? `${command.join(' ')} was killed`);
    const output = readFileSync(printed, 'utf8').slice(-KEPT);
    return { exitCode, output, cost: JSON.parse(readFileSync(result, 'utf8')) as Cost };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
