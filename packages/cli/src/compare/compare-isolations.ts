import { type Difference, differences, isUnsteady } from './differences.js';
import { runPytestPerFile } from './run-pytest.js';
import { runSteadfast } from './run-steadfast.js';
import { countTests, type SeenTests } from './seen-tests.js';
import type { Suite } from './suite.js';

/** Captured output of every test goes into both reports, to be compared. */
const LOGGING = ['-o', 'junit_logging=all', '-o', 'junit_family=xunit2'];

/** How often plain pytest runs a file again that came out differently, to see whether it agrees with itself. */
const REPETITIONS = 2;

/** What came of running a suite by `python -m pytest FILE` and at some isolations. */
export interface IsolationComparison {
  readonly files: number;
  /** Tests of the plain runs. */
  readonly tests: number;
  readonly differences: readonly Difference[];
  /** What plain pytest does not say twice either. */
  readonly unsteady: readonly Difference[];
  /** What the runs said as a whole, such as why one did not fork, each behind the isolation. */
  readonly notices: readonly string[];
  /** Seconds by way: `plain`, and each isolation. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Runs every file of a suite as plain `python -m pytest FILE` and at each isolation, and compares test by test, to the word. */
export async function compareIsolations(
  suite: Suite,
  { jobs, isolations }: { readonly jobs: number; readonly isolations: readonly string[] },
): Promise<IsolationComparison> {
  const run = { ...suite, pytestOptions: [...LOGGING, ...suite.pytestOptions] };
  const found: { isolation: string; result: Awaited<ReturnType<typeof runSteadfast>> }[] = [];
  for (const isolation of isolations) {
    const result = await runSteadfast(run, ['--isolation', isolation, '--jobs', String(jobs)]);
    if (!result.isReported)
      throw new Error(`no record from --isolation ${isolation}:\n${result.output ?? ''}`);
    found.push({ isolation, result });
  }
  const plain = await runPytestPerFile(run, jobs);
  const all = found.flatMap(({ isolation, result }) => differences(isolation, plain.tests, result.tests));
  const again: SeenTests[] = [];
  const files = [...new Set(all.map(({ file }) => file))];
  for (let count = 0; count < REPETITIONS && files.length > 0; count++) {
    again.push((await runPytestPerFile({ ...run, files }, jobs)).tests);
  }
  const ways = [{ isolation: 'plain', result: plain }, ...found];
  return {
    files: suite.files.length,
    tests: countTests(plain.tests),
    differences: all.filter((difference) => !isUnsteady(difference, again)),
    unsteady: all.filter((difference) => isUnsteady(difference, again)),
    notices: found.flatMap(({ isolation, result: { record } }) =>
      (record?.notable ?? []).flatMap((event) =>
        event.type === 'notice' ? `${isolation}: ${event.message}` : [],
      ),
    ),
    seconds: Object.fromEntries(ways.map(({ isolation, result }) => [isolation, result.cost.wallMs / 1000])),
  };
}
