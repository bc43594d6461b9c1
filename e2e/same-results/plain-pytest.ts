import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { XMLParser } from 'fast-xml-parser';
import { SeenTestsBuilder, steadyMessage, type SeenTests } from './outcomes.js';

interface JunitCase {
  readonly classname: string;
  readonly name: string;
  readonly failure?: readonly JunitProblem[];
  readonly error?: readonly JunitProblem[];
  readonly skipped?: readonly JunitProblem[];
  readonly 'system-out'?: readonly unknown[];
  readonly 'system-err'?: readonly unknown[];
}

interface JunitProblem {
  readonly message?: string;
  readonly type?: string;
}

/** What plain pytest runs are made with. */
export interface PlainRun {
  readonly python: string;
  readonly cwd: string;
  readonly files: readonly string[];
  readonly pytestOptions: readonly string[];
  /** A folder for the reports. */
  readonly scratch: string;
  readonly jobs: number;
}

/** Runs `python -m pytest FILE` for every file, and reads what pytest's own report says. */
export async function runPlain({
  python,
  cwd,
  files,
  pytestOptions,
  scratch,
  jobs,
}: PlainRun): Promise<SeenTests> {
  const seen = new SeenTestsBuilder();
  const queue = files.map((file, index) => ({ file, report: join(scratch, `${index}.xml`) }));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { file, report } = next;
      await execa(python, ['-m', 'pytest', file, '--junitxml', report, ...pytestOptions], {
        cwd,
        reject: false,
      });
      addReport(file, report, seen);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return seen.tests;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  processEntities: { enabled: true, maxTotalExpansions: 1e9 },
  // With it go numeric references: pytest writes line ends in attributes as &#10;.
  htmlEntities: true,
  isArray: (name) =>
    ['testsuite', 'testcase', 'failure', 'error', 'skipped', 'system-out', 'system-err'].includes(name),
});

function addReport(file: string, report: string, seen: SeenTestsBuilder): void {
  let xml: string;
  try {
    xml = readFileSync(report, 'utf8');
  } catch {
    // pytest died before it could write it: no test has an outcome.
    return;
  }
  const parsed = parser.parse(xml) as {
    readonly testsuites: { readonly testsuite: readonly { readonly testcase?: readonly JunitCase[] }[] };
  };
  let previous: string | undefined;
  for (const testCase of parsed.testsuites.testsuite.flatMap(({ testcase = [] }) => testcase)) {
    const name = `${testCase.classname}::${testCase.name}`;
    // A failed test whose tear-down fails as well has a second case.
    if (name === previous && testCase.error !== undefined) continue;
    previous = name;
    seen.add(file, name, toSeen(testCase));
  }
}

function toSeen(testCase: JunitCase) {
  const problem = testCase.failure?.[0] ?? testCase.error?.[0] ?? testCase.skipped?.[0];
  const outcome = testCase.failure
    ? 'failed'
    : testCase.error
      ? 'error'
      : testCase.skipped
        ? testCase.skipped[0]?.type === 'pytest.xfail'
          ? 'xfailed'
          : 'skipped'
        : 'passed';
  return {
    outcome,
    message: outcome === 'failed' ? steadyMessage(problem?.message ?? '') : '',
    output: [isWritten(testCase['system-out']) ? 'out' : '', isWritten(testCase['system-err']) ? 'err' : '']
      .join(' ')
      .trim(),
  };
}

/** pytest writes its headings whether or not something stands below them. */
function isWritten(parts: readonly unknown[] = []): boolean {
  return parts.some(
    (part) =>
      String(part)
        .replace(/^-+ Captured \w+ -+$/gm, '')
        .trim() !== '',
  );
}
