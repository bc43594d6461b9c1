import {
  type AttemptRecord,
  type FileRecord,
  isFailure,
  type TestHistory,
  testHistories,
} from '@steadfast/core';
import { shellWord } from '@steadfast/pytest';
import { causeOfFile, causeOfTest, type ToldCauses } from './common-causes.js';
import { printable } from './printable.js';
import { firstLine } from './run-digest.js';
import type { TextStyle } from './text-style.js';

/** What a failure report needs to know besides the failure. */
export interface FailureContext {
  readonly style: TextStyle;
  readonly width: number;
  /** The words before the id in a command that runs it again. */
  readonly command: string;
  /** The files whose evidence was told, by what it says: a moved HEAD takes many files, and one report is enough. */
  readonly toldEvidence: Map<string, string>;
  /** The causes that were told in full: an error that is the same in many files is told once. */
  readonly toldCauses: ToldCauses;
}

/**
 * Everything that a person needs to see of a file that is not green: every failed test with pytest's own traceback and
 * what it printed, or what the process wrote where no test can be blamed; and how to run it again.
 */
export function failureTexts(file: FileRecord, given: FailureContext): readonly string[] {
  const context = { ...given, command: `${given.command}${seedWords(file, given.command)}` };
  const failed = testHistories(file.attempts).filter(({ last }) => isFailure(last.outcome));
  const tests = failed.map((test) => testFailure(test, context));
  return file.verdict === 'failed' && failed.length > 0 ? tests : [...tests, fileFailure(file, context)];
}

function testFailure({ id, last, results }: TestHistory, context: FailureContext): string {
  const { style } = context;
  const before = context.toldCauses.before(causeOfTest(last), id);
  if (before !== undefined) {
    return [heading(`${id} (setup)`, context), `The same as ${before} above: ${last.message ?? ''}`].join(
      '\n',
    );
  }
  const where = last.phase === undefined || last.phase === 'call' ? '' : ` (${last.phase})`;
  return [
    heading(`${id}${where}`, context),
    ...body(last.traceback ?? last.message ?? 'pytest gave no reason.', style),
    ...(last.sections ?? []).flatMap(({ title, text }) => section(title, text, context)),
    ...(results.length > 1 ? [`Failed in ${results.length} attempts.`] : []),
    runAgain(last.phase === 'collect' ? id.replace(/::.*$/s, '') : id, context),
  ].join('\n');
}

function fileFailure(file: FileRecord, context: FailureContext): string {
  const last = file.attempts.at(-1);
  const before = context.toldCauses.before(causeOfFile(file), file.path);
  if (before !== undefined) {
    return [
      heading(`${file.path} (${file.verdict ?? file.state})`, context),
      `The same as ${before} above: ${firstLine(file.reason ?? '')}`,
    ].join('\n');
  }
  return [
    heading(`${file.path} (${file.verdict ?? file.state})`, context),
    ...(file.reason === undefined ? [] : body(file.reason, context.style)),
    ...evidenceLines(file, context),
    ...(last === undefined ? [] : whatItWrote(last, context)),
    runAgain(file.path, context),
  ].join('\n');
}

function evidenceLines({ path, evidence }: FileRecord, { toldEvidence }: FailureContext): readonly string[] {
  if (evidence === undefined) return [];
  const before = evidence.culprit === undefined ? undefined : toldEvidence.get(evidence.summary);
  if (before !== undefined) return [evidence.summary, `What else is known is told of ${before} above.`];
  toldEvidence.set(evidence.summary, path);
  return [evidence.summary, ...evidence.lines];
}

function whatItWrote({ output }: AttemptRecord, context: FailureContext): readonly string[] {
  if (output === undefined || output.text.trim() === '') return [];
  const omitted = output.omittedBytes > 0 ? ` (${output.omittedBytes} bytes left out of the middle)` : '';
  return section(`Output${omitted}`, output.text, context);
}

function section(title: string, text: string, { style, width }: FailureContext): readonly string[] {
  return [rule(title, '-', width), ...trimmedLines(printable(text, style.color))];
}

function body(text: string, style: TextStyle): readonly string[] {
  return trimmedLines(printable(text, style.color));
}

/** Without blank lines around it; the first line keeps its indentation. */
function trimmedLines(text: string): readonly string[] {
  return text.replace(/^(\s*\n)+|\s+$/g, '').split('\n');
}

function heading(text: string, { style, width }: FailureContext): string {
  return style.bad(style.strong(rule(printable(text, false), '_', width)));
}

/** A title in the middle of a line, as pytest has them; never cut. */
function rule(title: string, character: string, width: number): string {
  const side = character.repeat(Math.max(3, Math.floor((width - title.length - 2) / 2)));
  return `${side} ${title} ${side}`;
}

function runAgain(id: string, { command, style }: FailureContext): string {
  return style.faint(`Run again: ${command} ${printable(shellWord(id), false)}`);
}

/** The seed with which a plugin shuffled and seeded the last attempt, as it says at its start. */
function seedWords({ attempts }: FileRecord, command: string): string {
  const text = attempts.at(-1)?.output?.text ?? '';
  const seed = /^Using (--(?:randomly|random-order)-seed=\S+)/m.exec(text)?.[1];
  return seed === undefined || command.includes('-seed') ? '' : ` ${shellWord(seed)}`;
}
