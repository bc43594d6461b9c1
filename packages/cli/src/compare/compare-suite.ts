import { withoutExitCodes } from './differences.js';
import { runPytestOnce, runPytestPerFile, type SuiteResult } from './run-pytest.js';
import { runSteadfast, type SteadfastResult } from './run-steadfast.js';
import { isTestKey, type SeenTest } from './seen-tests.js';
import type { Suite } from './suite.js';

/** What Steadfast is compared with: one pytest for all files, workers of pytest-xdist, or a pytest for each file. */
export type Reference = 'pytest' | 'xdist' | 'file';

/** How to compare. */
export interface ComparisonPlan {
  readonly against: Reference;
  /** What a user would name for pytest to collect; nothing for all that it is configured to. */
  readonly words: readonly string[];
  /** Absolute path: pytest's rootdir. */
  readonly rootDirectory: string;
  readonly jobs: number;
  /** Called before each run, with what runs now. */
  readonly tell: (what: string) => void;
}

/** A test with different outcomes. */
export interface DifferingTest {
  readonly key: string;
  readonly file: string;
  readonly pytest: SeenTest | undefined;
  readonly steadfast: SeenTest | undefined;
}

/** What came of running a suite by pytest and by Steadfast. */
export interface SuiteComparison {
  /** What was compared with, which is not what was asked for when pytest did not live to report. */
  readonly against: Reference;
  /** Runs of the reference: a second one only where something differs. */
  readonly pytest: readonly [SuiteResult, ...SuiteResult[]];
  /** The first run learns what the second one profits from. */
  readonly steadfast: readonly [SteadfastResult, SteadfastResult];
  readonly differing: readonly DifferingTest[];
  /** What a reader has to know of the comparison itself. */
  readonly remarks: readonly string[];
}

/** Runs a suite by pytest and twice by Steadfast, and compares the outcome of every test. */
export async function compareSuite(suite: Suite, plan: ComparisonPlan): Promise<SuiteComparison> {
  const remarks: string[] = [];
  const reference = await runReference(suite, plan, remarks);
  const steadfast = async (count: string): Promise<SteadfastResult> => {
    plan.tell(`Steadfast, ${count} run`);
    return runSteadfast(suite, ['--jobs', String(plan.jobs)]);
  };
  const runs = [await steadfast('first'), await steadfast('second')] as const;
  const differing = differingTests(reference.result, runs);
  const again = differing.length === 0 ? [] : [(await runReference(suite, plan, [])).result];
  return {
    against: reference.against,
    pytest: [reference.result, ...again],
    steadfast: runs,
    differing,
    remarks,
  };
}

async function runReference(
  suite: Suite,
  plan: ComparisonPlan,
  remarks: string[],
): Promise<{ readonly against: Reference; readonly result: SuiteResult }> {
  if (plan.against !== 'file') {
    const result = await runWhole(suite, plan, remarks);
    if (result.isReported) return { against: plan.against, result };
    const end = (result.output ?? '').trim().split('\n').slice(-3).join(' / ');
    remarks.push(
      `pytest ended with exit code ${result.exitCode ?? '?'} and no report, so each file got one of its own: ${end}`,
    );
  }
  plan.tell('python -m pytest FILE, for each file');
  const result = await runPytestPerFile(suite, plan.jobs);
  return { against: 'file', result: { ...result, tests: withoutExitCodes(result.tests) } };
}

async function runWhole(suite: Suite, plan: ComparisonPlan, remarks: string[]): Promise<SuiteResult> {
  const workers = plan.against === 'xdist' ? ['-n', String(plan.jobs)] : [];
  const run = (options: readonly string[]): Promise<SuiteResult> => {
    plan.tell(['python -m pytest', ...workers, ...options].join(' '));
    const pytestOptions = [...suite.pytestOptions, ...workers, ...options];
    return runPytestOnce({ ...suite, pytestOptions }, plan.words, plan.rootDirectory);
  };
  const result = await run([]);
  // pytest runs no test at all when a file cannot be collected; Steadfast runs the others.
  const isStopped =
    result.exitCode === 2 && [...result.tests.values()].every(({ outcome }) => outcome === 'error');
  if (!isStopped || result.tests.size === 0) return result;
  remarks.push(
    'pytest ran nothing, because some files cannot be collected; it was run again with --continue-on-collection-errors.',
  );
  return run(['--continue-on-collection-errors']);
}

/** Tests that a run of Steadfast gives another outcome than pytest. What differs in the second run counts first. */
function differingTests(
  { tests: pytest }: SuiteResult,
  [first, second]: readonly [SteadfastResult, SteadfastResult],
): readonly DifferingTest[] {
  const keys = new Set([...pytest.keys(), ...second.tests.keys(), ...first.tests.keys()].filter(isTestKey));
  return [...keys].flatMap((key) => {
    const expected = pytest.get(key);
    const found = [second, first].find(({ tests }) => tests.get(key)?.outcome !== expected?.outcome);
    if (found === undefined) return [];
    const steadfast = found.tests.get(key);
    return [{ key, file: (expected ?? steadfast)?.file ?? '', pytest: expected, steadfast }];
  });
}
