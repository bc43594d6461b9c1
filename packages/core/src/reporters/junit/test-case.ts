import { isFailure, type TestHistory } from '../../record/test-history.js';
import { plainTraceback, type TestResult } from '../../test-result.js';
import { capturedOutput, plainOutput } from './captured-output.js';
import type { JunitOptions } from './junit-options.js';
import { element, text } from '../markup.js';

/** What a test case counts as. */
export type CaseKind = 'passed' | 'failure' | 'error' | 'skipped';

export interface TestCase {
  readonly kind: CaseKind;
  readonly durationMs: number;
  readonly xml: string;
}

/** The children of a test case in the only order that Surefire's schema allows. */
const ORDER = [
  'failure',
  'rerunFailure',
  'flakyFailure',
  'skipped',
  'error',
  'rerunError',
  'flakyError',
] as const;

interface Child {
  readonly name: (typeof ORDER)[number];
  readonly xml: string;
}

/**
 * The test case of a test. A test that failed and passed later has its failures as `flakyFailure` or `flakyError`; one that
 * never passed has its first failure as its own and the others as `rerunFailure` or `rerunError`:
 * https://maven.apache.org/surefire/maven-surefire-plugin/examples/rerun-failing-tests.html
 */
export function testCase(history: TestHistory, options: JunitOptions): TestCase {
  const { last, flaky, results } = history;
  const [first, ...others] = results.filter(({ outcome }) => isFailure(outcome));
  const ofCase = (kind: CaseKind, children: readonly Child[]): TestCase => ({
    kind,
    durationMs: last.durationMs,
    xml: caseElement(last, children, options),
  });
  if (first === undefined) return ofCase(caseKind(last), skippedChildren(last, options));
  if (flaky)
    return ofCase(
      'passed',
      [first, ...others].map((result) => rerunChild('flaky', result)),
    );
  return ofCase(caseKind(first), [
    failureChild(first),
    ...others.map((result) => rerunChild('rerun', result)),
  ]);
}

function caseElement(test: TestResult, children: readonly Child[], options: JunitOptions): string {
  const inOrder = [...children].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
  return element(
    'testcase',
    {
      classname: test.className,
      name: test.name,
      ...location(test, options),
      ...ownAttributes(test, options),
      time: seconds(test.durationMs),
    },
    [...properties(test.properties), ...inOrder.map(({ xml }) => xml), ...capturedOutput(test, options)],
  );
}

function location(
  test: TestResult,
  options: JunitOptions,
): { readonly file?: string; readonly line?: string } {
  if (options.location === undefined) return {};
  // What could not be collected has a file, but no line.
  if (test.phase === 'collect') return { file: test.id.split('::', 1)[0] ?? test.id };
  if (test.location === undefined) return {};
  const { file, line } = test.location;
  return { file, line: String(line - 1 + options.location.firstLine) };
}

/** pytest knows two families: in one a test may add what it likes, in the other it may only say otherwise. */
function ownAttributes(
  { attributes = [] }: TestResult,
  { anyAttributes }: JunitOptions,
): Record<string, string> {
  return Object.fromEntries(
    attributes.filter(([name]) => anyAttributes === true || name === 'classname' || name === 'name'),
  );
}

/** Seconds as JUnit has them. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function caseKind({ outcome }: TestResult): CaseKind {
  switch (outcome) {
    case 'failed':
      return 'failure';
    case 'error':
      return 'error';
    case 'skipped':
    case 'xfailed':
      return 'skipped';
    case 'passed':
    case 'xpassed':
      return 'passed';
  }
}

function failureChild(test: TestResult): Child {
  const name = test.outcome === 'error' ? 'error' : 'failure';
  const attributes = { type: exceptionType(test), message: failureMessage(test) };
  return { name, xml: element(name, attributes, [text(plainTraceback(test) ?? test.message ?? '')]) };
}

function rerunChild(prefix: 'flaky' | 'rerun', test: TestResult): Child {
  const name = test.outcome === 'error' ? (`${prefix}Error` as const) : (`${prefix}Failure` as const);
  const stackTrace = element('stackTrace', {}, [text(plainTraceback(test) ?? test.message ?? '')]);
  const attributes = { type: exceptionType(test), message: failureMessage(test) };
  return { name, xml: element(name, attributes, [stackTrace, ...plainOutput(test)]) };
}

function skippedChildren(test: TestResult, { runner }: JunitOptions): readonly Child[] {
  if (test.outcome !== 'skipped' && test.outcome !== 'xfailed') return [];
  const message = test.message ?? '';
  const wholeFile = test.phase === 'collect';
  const attributes = wholeFile
    ? { message: 'collection skipped' }
    : { type: `${runner}.${test.outcome === 'xfailed' ? 'xfail' : 'skip'}`, message };
  const content = test.outcome === 'skipped' && message !== '' ? [text(message)] : [];
  return [{ name: 'skipped', xml: element('skipped', attributes, content) }];
}

/** In pytest's words: https://github.com/pytest-dev/pytest/blob/main/src/_pytest/junitxml.py */
function failureMessage({ phase, message = '' }: TestResult): string {
  if (phase === 'collect') return 'collection failure';
  return phase === 'setup' || phase === 'teardown' ? `failed on ${phase} with "${message}"` : message;
}

/** The exception's name: the end of a traceback has it (`a.py:7: ValueError`), and often the message. */
function exceptionType(test: TestResult): string {
  const { message = '', outcome } = test;
  const atEnd = /:\d+: ([\w.]+)\s*$/.exec(plainTraceback(test) ?? '');
  const inMessage = /^((?:\w+\.)*[A-Z]\w*)(?=:|$)/.exec(message);
  return atEnd?.[1] ?? inMessage?.[1] ?? outcome;
}

/** What was recorded by name, as an element; nothing when nothing was. */
export function properties(pairs: TestResult['properties'] = []): readonly string[] {
  if (pairs.length === 0) return [];
  return [
    element(
      'properties',
      {},
      pairs.map(([name, value]) => element('property', { name, value })),
    ),
  ];
}
