import type { TestResult } from '../../test-result.js';
import type { CapturedKind, JunitOptions } from './junit-options.js';
import { element, text } from '../markup.js';

/** `system-out` and `system-err` of a test case, in the form that pytest gives them. */
export function capturedOutput(test: TestResult, options: JunitOptions): readonly string[] {
  if (test.outcome === 'passed' && !options.outputOfPassed) return [];
  const titled = (kind: CapturedKind): string => {
    const captured = options.output.includes(kind) ? capturedText(test, kind) : '';
    return captured === '' ? '' : `${TITLES[kind]}\n${captured}\n`;
  };
  // Log lines go first where there is a place for them.
  const out = titled('log') + titled('out');
  return [...outputElement('system-out', out), ...outputElement('system-err', titled('err'))];
}

/** The same without titles, for a run of the test that does not count any more. */
export function plainOutput(test: TestResult): readonly string[] {
  return [
    ...outputElement('system-out', capturedText(test, 'log') + capturedText(test, 'out')),
    ...outputElement('system-err', capturedText(test, 'err')),
  ];
}

export function outputElement(name: 'system-out' | 'system-err', content: string): readonly string[] {
  return content === '' ? [] : [element(name, {}, [text(content)])];
}

const WIDTH = 80;
const TITLES: Readonly<Record<CapturedKind, string>> = {
  log: centered(' Captured Log '),
  out: centered(' Captured Out '),
  err: centered(' Captured Err '),
};

function centered(title: string): string {
  const left = Math.floor((WIDTH - title.length) / 2);
  return title.padStart(left + title.length, '-').padEnd(WIDTH, '-');
}

function capturedText(test: TestResult, kind: CapturedKind): string {
  return (test.sections ?? [])
    .filter(({ title }) => kindOf(title) === kind)
    .map((section) => section.text)
    .join('');
}

function kindOf(title: string): CapturedKind {
  if (/\bstderr\b/i.test(title)) return 'err';
  return /\blog\b/i.test(title) ? 'log' : 'out';
}
