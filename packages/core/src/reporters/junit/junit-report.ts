import { countedAttempts } from '../../record/counted-attempts.js';
import { hostname } from 'node:os';
import type { FileRecord, RunRecord } from '../../record/run-record.js';
import { testHistories } from '../../record/test-history.js';
import { fileReport, type RecordReport } from '../record-reports.js';
import { fileCase } from './file-case.js';
import { DEFAULT_JUNIT_OPTIONS, type JunitOptions } from './junit-options.js';
import { serviceCases } from './service-cases.js';
import { type CaseKind, properties, seconds, type TestCase, testCase } from './test-case.js';
import { longElement } from '../markup.js';

/** A report of the run in JUnit's XML, with one `testcase` per test, laid out as pytest's own. */
export function junitReport(path: string, options: Partial<JunitOptions> = {}): RecordReport {
  return fileReport('JUnit XML', path, (record) => junitParts(record, options));
}

/** The run as JUnit XML. */
export function junitXml(record: RunRecord, given: Partial<JunitOptions> = {}): string {
  return [...junitParts(record, given)].join('');
}

function* junitParts(record: RunRecord, given: Partial<JunitOptions>): Generator<string> {
  const options = { ...DEFAULT_JUNIT_OPTIONS, hostname: hostname(), ...given };
  const cases = [...record.files.flatMap((file) => casesOf(file, options)), ...serviceCases(record)];
  const count = (kind: CaseKind): string => String(cases.filter((each) => each.kind === kind).length);
  const suite = longElement(
    'testsuite',
    {
      name: options.suiteName,
      errors: count('error'),
      failures: count('failure'),
      skipped: count('skipped'),
      tests: String(cases.length),
      time: seconds(record.durationMs),
      timestamp: new Date(record.startedAt).toISOString(),
      hostname: options.hostname,
    },
    [...properties(suiteProperties(record)), ...cases.map(({ xml }) => `\n${xml}`)],
  );
  yield '<?xml version="1.0" encoding="utf-8"?>\n';
  yield* longElement('testsuites', { name: `${options.suiteName} tests` }, suite);
  yield '\n';
}

/** What the tests of all files recorded about the suite; the same thing once. */
function suiteProperties({ files }: RunRecord): readonly (readonly [string, string])[] {
  const all = files.flatMap(({ attempts }) =>
    countedAttempts(attempts).flatMap(({ notes }) => notes?.suiteProperties ?? []),
  );
  return [...new Map(all.map((property) => [property.join('='), property])).values()];
}

function casesOf(file: FileRecord, options: JunitOptions): readonly TestCase[] {
  const tests = testHistories(file.attempts);
  const ofFile = fileCase(file, tests, options);
  const ofTests = tests.map((history) => testCase(history, options));
  return ofFile === undefined ? ofTests : [...ofTests, ofFile];
}
