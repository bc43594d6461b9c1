import type { TestResult, Verdict } from '@steadfast/core';
import { plural } from './counts-text.js';
import { fitted } from './line-width.js';
import { printable } from './printable.js';
import { firstLine, type NotedFile, type NotedTest } from './run-digest.js';
import type { TextStyle } from './text-style.js';

export interface ShortSummaryContext {
  readonly style: TextStyle;
  /** The letters of `-r`. */
  readonly reportChars: ReadonlySet<string>;
  /** Columns of the terminal; absent in files and pipes, where nothing is cut. */
  readonly columns: number | undefined;
}

/** Why something is red, in one line. */
interface Line {
  readonly word: string;
  readonly id: string;
  readonly message: string;
  /** What lines of the same cause have in common. */
  readonly cause: string;
}

/** As many failures of one cause are listed one by one. */
const MOST_OF_ONE_CAUSE = 4;
/** Of more, as many are named. */
const NAMED = 3;

/** One line for each failure, in the form of pytest's short summary: `FAILED tests/test_a.py::test_b - assert 1 == 2`. */
export function failureLines(noted: readonly NotedFile[], context: ShortSummaryContext): readonly string[] {
  const byCause = new Map<string, Line[]>();
  for (const line of noted.flatMap((file) => linesOf(file, context))) {
    const lines = byCause.get(line.cause);
    if (lines === undefined) byCause.set(line.cause, [line]);
    else lines.push(line);
  }
  return [...byCause.values()].flatMap((lines) =>
    lines.length > MOST_OF_ONE_CAUSE ? grouped(lines, context) : lines.map((line) => lineText(line, context)),
  );
}

function grouped(lines: readonly Line[], context: ShortSummaryContext): readonly string[] {
  const [first] = lines;
  if (first === undefined) return [];
  const named = lines.slice(0, NAMED).map(({ id }) => fitted(`    ${printable(id, false)}`, context.columns));
  const what = first.id.includes('::') ? plural(lines.length, 'test') : plural(lines.length, 'file');
  return [lineText({ ...first, id: what }, context), ...named, `    and ${lines.length - NAMED} more`];
}

function lineText({ word, id, message }: Line, { style, columns }: ShortSummaryContext): string {
  const rest = printable(message === '' ? id : `${id} - ${message}`, false);
  return fitted(`${style.bad(word)} ${rest}`, columns);
}

function linesOf(file: NotedFile, { reportChars }: ShortSummaryContext): readonly Line[] {
  const failed = file.tests.filter(({ flaky }) => !flaky);
  const tests = failed
    .filter(({ outcome }) => reportChars.has(outcome === 'error' ? 'E' : 'f'))
    .map((test) => testLine(test));
  const verdict = file.verdict;
  if (verdict === undefined || !isRed(verdict) || (verdict === 'failed' && failed.length > 0)) return tests;
  const first = firstLine(file.reason ?? '');
  const reason = first.startsWith(`${file.path} `) ? first.slice(file.path.length + 1) : first;
  // What follows the reason of a conftest that does not import names the cause.
  const cause = `${verdict} ${file.evidence?.summary ?? file.reason ?? ''}`;
  return [...tests, { word: VERDICT_WORDS[verdict], id: file.path, message: reason, cause }];
}

function testLine({ id, outcome, message, cause }: NotedTest): Line {
  return { word: failureWord({ outcome }), id, message, cause };
}

/** `FAILED` or `ERROR`. */
export function failureWord({ outcome }: Pick<TestResult, 'outcome'>): string {
  return outcome === 'error' ? 'ERROR' : 'FAILED';
}

type RedVerdict = Extract<Verdict, 'failed' | 'missing' | 'timed-out' | 'crashed' | 'error'>;

const VERDICT_WORDS: Readonly<Record<RedVerdict, string>> = {
  failed: 'FAILED',
  missing: 'MISSING',
  'timed-out': 'TIMED OUT',
  crashed: 'CRASHED',
  error: 'ERROR',
};

function isRed(verdict: Verdict): verdict is RedVerdict {
  return verdict in VERDICT_WORDS;
}
