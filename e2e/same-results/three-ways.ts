import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences, isUnsteady, type Difference } from './differences.js';
import { countTests, type SeenTests } from './outcomes.js';
import { runPlain } from './plain-pytest.js';
import { runSteadfast } from './steadfast-run.js';
import type { Suite } from './suite.js';

/** Captured output of every test goes into both reports, to be compared. */
const LOGGING = ['-o', 'junit_logging=all', '-o', 'junit_family=xunit2'];

/** How often plain pytest runs a file again that came out differently, to see whether it agrees with itself. */
const REPETITIONS = 2;

/** What came of running a suite three ways. */
export interface ThreeWays {
  readonly files: number;
  /** Tests of the plain runs. */
  readonly tests: number;
  readonly differences: readonly Difference[];
  /** What plain pytest does not say twice either. */
  readonly unsteady: readonly Difference[];
  /** What the warm run said as a whole, such as why it did not fork. */
  readonly notices: readonly string[];
  readonly seconds: { readonly plain: number; readonly spawn: number; readonly warm: number };
}

/** Runs every file of a suite as plain `python -m pytest FILE`, by spawn and warm, and compares test by test. */
export async function runThreeWays(suite: Suite, jobs: number): Promise<ThreeWays> {
  const scratch = mkdtempSync(join(tmpdir(), 'same-results-'));
  const run = { ...suite, pytestOptions: [...LOGGING, ...suite.pytestOptions], scratch, jobs };
  try {
    const warm = await runSteadfast({ ...run, isolation: 'warm' });
    const spawn = await runSteadfast({ ...run, isolation: 'spawn' });
    const plain = await runPlain(run);
    const all = [
      ...differences('spawn', plain.tests, spawn.tests),
      ...differences('warm', plain.tests, warm.tests),
    ];
    const again: SeenTests[] = [];
    const files = [...new Set(all.map(({ file }) => file))];
    for (let count = 0; count < REPETITIONS && files.length > 0; count++) {
      again.push((await runPlain({ ...run, files })).tests);
    }
    return {
      files: suite.files.length,
      tests: countTests(plain.tests),
      differences: all.filter((difference) => !isUnsteady(difference, again)),
      unsteady: all.filter((difference) => isUnsteady(difference, again)),
      notices: warm.notices,
      seconds: { plain: plain.seconds, spawn: spawn.seconds, warm: warm.seconds },
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
