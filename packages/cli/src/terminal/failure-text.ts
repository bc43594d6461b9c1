import {
  type AttemptRecord,
  type FileRecord,
  isFailure,
  plainTraceback,
  type TestHistory,
  type TestResult,
  testHistories,
  decisiveAttempt,
} from '@steadfast/core';
import { type DisplayOptions, readableOutput } from '@steadfast/pytest';
import { wrapped } from './line-width.js';
import { printable } from './printable.js';
import type { RerunCommand } from './rerun-command.js';
import { body, rule, section } from './section-text.js';
import { failureWord } from './short-summary.js';
import type { TextStyle } from './text-style.js';
import type { ToldCauses } from './told-causes.js';

/** What a failure report needs to know besides the failure. */
export interface FailureContext {
  readonly style: TextStyle;
  readonly display: DisplayOptions;
  /** Columns of the terminal; absent in files and pipes. */
  readonly columns: number | undefined;
  /** Absolute path of the project. */
  readonly root: string;
  readonly rerun: RerunCommand;
  /** What was told before: a moved HEAD takes many files, and a broken conftest fails many tests. */
  readonly told: ToldCauses;
}

/**
 * Everything that a person needs to see of a file that is not green: every failed test with pytest's own traceback and
 * what it printed, or what the process wrote where no test can be blamed; and how to run it again.
 */
export function failureTexts(file: FileRecord, context: FailureContext): readonly string[] {
  if (!context.display.summary) return [];
  const failed = testHistories(file.attempts).filter(({ last }) => isFailure(last.outcome));
  const tests = failed.flatMap((test) => testFailure(test, file, context) ?? []);
  return file.verdict === 'failed' && failed.length > 0 ? tests : [...tests, fileFailure(file, context)];
}

function testFailure(test: TestHistory, file: FileRecord, context: FailureContext): string | undefined {
  const { id, last, results } = test;
  const { display, style } = context;
  if (display.tracebacks === 'no') return undefined;
  if (display.tracebacks === 'line') return printable(crashLine(last), false);
  const text = tracebackText(last, file, context);
  const before = context.told.before(plainTraceback({ traceback: text }) ?? text, id);
  if (before !== undefined) return sameCause(test, before, context);
  const where = last.phase === undefined || last.phase === 'call' ? '' : ` (${last.phase})`;
  return [
    heading(`${id}${where}`, context),
    ...body(text, style),
    ...(last.sections ?? [])
      .filter(({ title }) => isShown(title, display))
      .flatMap(({ title, text: captured }) => section(title, captured, context)),
    ...(results.length > 1 ? [`Failed in ${results.length} attempts.`] : []),
    runAgain(last.phase === 'collect' ? id.replace(/::.*$/s, '') : id, file, context),
  ].join('\n');
}

/** A test that ran too long has the stacks of all threads for a traceback. */
function tracebackText(
  { traceback, message }: TestResult,
  { path }: FileRecord,
  { root }: FailureContext,
): string {
  if (traceback === undefined) return message ?? 'pytest gave no reason.';
  return traceback.includes('(most recent call first):')
    ? readableOutput(traceback, { root, path })
    : traceback;
}

/** `tests/test_a.py:7: assert 1 == 2`, as with pytest's `--tb=line`. */
function crashLine(test: TestResult): string {
  const places = [...(plainTraceback(test) ?? '').matchAll(/^(\S.*?:\d+): /gm)];
  const { location } = test;
  const defined = location === undefined ? test.id : `${location.file}:${location.line}`;
  return `${places.at(-1)?.[1] ?? defined}: ${test.message ?? test.outcome}`;
}

function sameCause({ id, last }: TestHistory, before: string, { style, columns }: FailureContext): string {
  const message = last.message === undefined ? '' : ` - ${last.message}`;
  const [first = '', ...rest] = wrapped(printable(`${id}${message} (as told of ${before})`, false), columns);
  return [`${style.bad(failureWord(last))} ${first}`, ...rest].join('\n');
}

function isShown(title: string, { showCapture }: DisplayOptions): boolean {
  return showCapture !== 'no' && (showCapture === 'all' || title.includes(showCapture));
}

function fileFailure(file: FileRecord, context: FailureContext): string {
  const { path, verdict, state, reason = '' } = file;
  const { style, columns, told } = context;
  const before = reason === '' ? undefined : told.before(`${reason} ${lastOutput(file, context)}`, path);
  if (before !== undefined && file.evidence === undefined) {
    const [first = ''] = reason.split('\n', 1);
    const text = printable(`${path} (${verdict ?? state}) - ${first} (as told of ${before})`, false);
    return wrapped(text, columns).join('\n');
  }
  return [
    heading(`${path} (${verdict ?? state})`, context),
    ...body(reason, style).flatMap((line) => wrapped(line, columns)),
    ...evidenceLines(file, context),
    ...(before === undefined ? whatItWrote(file, context) : [`The same as for ${before}, above.`]),
    runAgain(path, file, context),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function evidenceLines({ path, evidence }: FileRecord, { told, columns }: FailureContext): readonly string[] {
  if (evidence === undefined) return [];
  const { summary, culprit } = evidence;
  const before = culprit === undefined ? undefined : told.before(summary, path);
  const lines = before === undefined ? evidence.lines : [`For the other evidence see ${before} above.`];
  return [summary, ...lines].flatMap((line) => wrapped(printable(line, false), columns, '  '));
}

function whatItWrote(file: FileRecord, context: FailureContext): readonly string[] {
  const text = lastOutput(file, context);
  if (text === '' || context.display.tracebacks === 'no') return [];
  const omitted = decisiveAttempt(file.attempts)?.output?.omittedBytes ?? 0;
  const title = omitted > 0 ? `Output (${omitted} bytes left out of the middle)` : 'Output';
  return section(title, text, context);
}

/** What the last attempt wrote, unless the reason says it already. */
function lastOutput({ path, attempts, reason = '' }: FileRecord, { root }: FailureContext): string {
  const last: AttemptRecord | undefined = decisiveAttempt(attempts);
  const text = last?.output?.text ?? '';
  const isTold = last?.outcome === 'usage-error' || last?.outcome === 'not-found';
  if (isTold && printable(text, false).includes(reason)) return '';
  return readableOutput(text, { root, path }).trim();
}

function heading(text: string, context: FailureContext): string {
  const { style } = context;
  return style.bad(style.strong(rule(printable(text, false), '_', context)));
}

function runAgain(id: string, file: FileRecord, { rerun, style, columns }: FailureContext): string {
  const command = printable(rerun.of(id, decisiveAttempt(file.attempts)?.output?.text), false);
  // A command is copied: it is not broken, but may have a line of its own.
  const joined = `Run again: ${command}`;
  return style.faint(columns !== undefined && joined.length > columns ? `Run again:\n  ${command}` : joined);
}
