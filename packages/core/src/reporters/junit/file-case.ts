import { decisiveAttempt } from '../../record/counted-attempts.js';
import { posix } from 'node:path';
import type { FileRecord } from '../../record/run-record.js';
import { isFailure, type TestHistory } from '../../record/test-history.js';
import { isGreen } from '../../verdict.js';
import { outputElement } from './captured-output.js';
import { seconds, type TestCase } from './test-case.js';
import type { JunitOptions } from './junit-options.js';
import { element, text } from '../markup.js';

/**
 * The test case of a file that its tests do not speak for: it was missing, crashed or timed out, or the run ended before it.
 * No file is silently absent.
 */
export function fileCase(
  file: FileRecord,
  tests: readonly TestHistory[],
  options: JunitOptions,
): TestCase | undefined {
  if (file.state === 'not-run') return caseOf(file, 'skipped', notRunElement(), options);
  if (file.state === 'unfinished')
    return caseOf(file, 'error', errorElement(file, 'unfinished', UNFINISHED), options);
  const { verdict = 'error' } = file;
  const testsTellIt = verdict === 'failed' && tests.some(({ last }) => isFailure(last.outcome));
  if (isGreen(verdict) || testsTellIt) return undefined;
  return caseOf(file, 'error', errorElement(file, verdict, `The file's verdict is: ${verdict}.`), options);
}

const UNFINISHED = 'The run ended while the file was running.';

function caseOf(file: FileRecord, kind: TestCase['kind'], child: string, options: JunitOptions): TestCase {
  const { path, durationMs = 0 } = file;
  const output = decisiveAttempt(file.attempts)?.output?.text ?? '';
  const attributes = {
    classname: path.replace(/\.py$/, '').replaceAll('/', '.'),
    name: posix.basename(path),
    file: options.location && path,
    time: seconds(durationMs),
  };
  return {
    kind,
    durationMs,
    xml: element('testcase', attributes, [child, ...outputElement('system-out', output)]),
  };
}

function notRunElement(): string {
  return element('skipped', { message: 'not run: the run ended before' });
}

function errorElement(file: FileRecord, type: string, fallback: string): string {
  const { evidence, attempts } = file;
  const reason = file.reason ?? fallback;
  const running = decisiveAttempt(attempts)?.runningTest;
  const lines = [
    reason,
    ...(running === undefined || reason.includes(running) ? [] : [`${running} was running.`]),
    ...(evidence === undefined ? [] : [evidence.summary, ...evidence.lines]),
  ];
  return element('error', { type, message: reason }, [text(lines.join('\n'))]);
}
