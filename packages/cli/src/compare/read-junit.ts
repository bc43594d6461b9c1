import { XMLParser } from 'fast-xml-parser';
import {
  hasMarkedError,
  problemLine,
  steadyMessage,
  type SeenTest,
  type SeenTestsBuilder,
} from './seen-tests.js';

/** One `<testcase>`. */
export interface JunitCase {
  readonly classname?: string;
  readonly name?: string;
  /** Where the test is defined, in reports of the family `xunit1`. */
  readonly file?: string;
  readonly failure?: readonly JunitProblem[];
  readonly error?: readonly JunitProblem[];
  readonly skipped?: readonly JunitProblem[];
  readonly 'system-out'?: readonly string[];
  readonly 'system-err'?: readonly string[];
}

interface JunitProblem {
  readonly message?: string;
  readonly type?: string;
  readonly '#text'?: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  processEntities: { enabled: true, maxTotalExpansions: 1e9 },
  // With it go numeric references: pytest writes line ends in attributes as &#10;.
  htmlEntities: true,
  isArray: (name) =>
    ['testsuite', 'testcase', 'failure', 'error', 'skipped', 'system-out', 'system-err'].includes(name),
});

/** Adds what pytest's own report says. */
export function readJunit(
  xml: string,
  fileOf: (testCase: JunitCase) => string,
  seen: SeenTestsBuilder,
): void {
  const { testsuites } = parser.parse(xml) as {
    readonly testsuites: { readonly testsuite: readonly { readonly testcase?: readonly JunitCase[] }[] };
  };
  let previous: JunitCase | undefined;
  for (const testCase of testsuites.testsuite.flatMap(({ testcase = [] }) => testcase)) {
    // A failed test whose tear-down fails as well has a second case.
    const isSecond = previous?.failure !== undefined && testCase.error !== undefined;
    if (isTest(testCase) && !(isSecond && nameOf(testCase) === nameOf(previous))) {
      seen.add(nameOf(testCase), {
        file: fileOf(testCase),
        ...sayingOf(testCase),
        output: outputOf(testCase),
      });
    }
    previous = testCase;
  }
}

function nameOf(testCase: JunitCase | undefined): string {
  return `${testCase?.classname ?? ''}::${testCase?.name ?? ''}`;
}

/** pytest writes a case for an internal error, and one without a name for a test during which the session ended. */
function isTest(testCase: JunitCase): boolean {
  return testCase.name !== undefined && nameOf(testCase) !== 'pytest::internal';
}

function sayingOf({ failure, error, skipped }: JunitCase): Pick<SeenTest, 'outcome' | 'message'> {
  if (failure !== undefined) return { outcome: 'failed', message: failureMessage(failure[0]) };
  if (error !== undefined) {
    return { outcome: 'error', message: steadyMessage(problemLine(error[0]?.['#text'] ?? '')) };
  }
  const skip = skipped?.[0];
  if (skip === undefined) return { outcome: 'passed', message: '' };
  const outcome = skip.type === 'pytest.xfail' ? 'xfailed' : 'skipped';
  return { outcome, message: steadyMessage(collectionSkip(skip['#text']) ?? skip.message ?? '') };
}

function failureMessage({ message = '', '#text': text = '' }: JunitProblem = {}): string {
  return steadyMessage(hasMarkedError(text) ? message : problemLine(text));
}

/** The reason why a file or class was skipped as a whole: pytest writes path, line and reason, as Python prints a tuple. */
function collectionSkip(text = ''): string | undefined {
  return /^\(.*, \d+, (?<quote>['"])Skipped: (?<reason>.*)\k<quote>\)$/s
    .exec(text)
    ?.groups?.['reason']?.replace(/\\n/g, '\n')
    .replace(/\\(.)/g, '$1');
}

function outputOf(testCase: JunitCase): string {
  const parts = [...(testCase['system-out'] ?? []), ...(testCase['system-err'] ?? [])];
  // pytest writes its headings whether or not something stands below them.
  const [, ...pieces] = parts.join('\n').split(/^-+ Captured (\w+) -+$/m);
  const kinds = new Set<string>();
  for (let index = 0; index < pieces.length; index += 2) {
    if (pieces[index + 1]?.trim() !== '') kinds.add((pieces[index] ?? '').toLowerCase());
  }
  return [...kinds].sort().join(' ');
}
