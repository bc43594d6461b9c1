import type { DifferingTest, SuiteComparison } from '../compare-suite.js';
import { agree } from '../differences.js';
import { isTestKey, type SeenTests } from '../seen-tests.js';
import type { Explanation } from './explanation.js';
import { explainFile } from './explain-file.js';
import type { Lab } from './lab.js';

/** The differing tests of a file, and why they differ. */
export interface ExplainedFile {
  readonly file: string;
  readonly tests: readonly DifferingTest[];
  readonly explanation: Explanation;
}

/** Each file that is looked into costs some runs of pytest. */
const MOST_FILES = 20;

/** Explains every difference, file by file. */
export async function explainDifferences(
  comparison: SuiteComparison,
  discovered: readonly string[],
  lab: Lab,
  tell: (what: string) => void,
): Promise<readonly ExplainedFile[]> {
  const { differing, pytest, steadfast } = comparison;
  const order = orderOf(pytest[0].tests, discovered);
  const suspects = new Set<string>();
  const explained: ExplainedFile[] = [];
  for (const [file, tests] of byFile(differing)) {
    const keys = tests.map(({ key }) => key);
    const isExamined = explained.length < MOST_FILES;
    if (isExamined) tell(`looking into ${file}`);
    const explanation: Explanation = isExamined
      ? await explainFile(
          {
            file,
            order,
            suspects: [...suspects],
            tests: keys,
            pytest: [pytest[0].tests, ...pytest.slice(1).map((run) => run.tests)],
            steadfast: differingRun(steadfast, pytest[0].tests, keys),
            isDiscovered: discovered.includes(file),
          },
          lab,
        )
      : { kind: 'not-examined' };
    if (explanation.kind === 'company') for (const path of explanation.files) suspects.add(path);
    explained.push({ file, tests, explanation });
  }
  return explained;
}

function byFile(tests: readonly DifferingTest[]): ReadonlyMap<string, readonly DifferingTest[]> {
  const files = new Map<string, DifferingTest[]>();
  for (const test of tests) {
    const others = files.get(test.file);
    if (others === undefined) files.set(test.file, [test]);
    else others.push(test);
  }
  return files;
}

/** The run of Steadfast that differs: the second, unless it came to agree. */
function differingRun(
  [first, second]: SuiteComparison['steadfast'],
  pytest: SeenTests,
  keys: readonly string[],
): SeenTests {
  return agree(second.tests, pytest, keys) ? first.tests : second.tests;
}

/** Files in the order in which pytest ran them; those that it did not run come last. */
function orderOf(tests: SeenTests, discovered: readonly string[]): readonly string[] {
  const ran = [...tests].flatMap(([key, { file }]) => (isTestKey(key) ? file : []));
  return [...new Set([...ran, ...discovered])];
}
