import type { PytestArguments, PytestOption } from '../arguments/pytest-arguments.js';
import { UsageError } from '../usage-error.js';
import { INTERACTIVE } from './option-roles.js';

/**
 * The option, if any, that gives the terminal to pytest: the debugger, and `-s` where one file has it to itself anyway.
 *
 * @param output.isShared Others than tests write to it, or read what is written.
 */
export function interactiveOption(
  all: PytestArguments,
  { files, isShared }: { readonly files: number; readonly isShared: boolean },
): PytestOption | undefined {
  const debugging = all.options.find(({ name }) => INTERACTIVE.has(name));
  if (debugging !== undefined) return debugging;
  return files > 1 || isShared ? undefined : uncaptured(all);
}

/** The option, if any, by which pytest captures nothing: what tests write is seen as it is. */
export function uncaptured({ options }: PytestArguments): PytestOption | undefined {
  const capture = options.findLast(({ name }) => name === '-s' || name === '--capture');
  const isOff = capture !== undefined && (capture.name === '-s' || capture.value === 'no');
  return isOff ? capture : undefined;
}

/**
 * Makes sure that the terminal has one user.
 *
 * @throws {UsageError} with the reason and the way out.
 */
export function assertAlone(
  option: PytestOption,
  files: number,
  terminal: { readonly isThere: boolean; readonly hasEvents: boolean },
): void {
  const given = `${option.words.join(' ')} (${option.origin})`;
  if (files > 1) {
    throw new UsageError(
      `${given} gives the terminal to one pytest, and ${files} files would share it: name one test file, or drop the option${whereFrom(option)}`,
    );
  }
  if (!terminal.isThere && INTERACTIVE.has(option.name)) {
    throw new UsageError(`${given} needs a terminal, and there is none here: run steadfast itself`);
  }
  if (terminal.hasEvents) {
    throw new UsageError(
      `${given} and --events - would both write to standard output: write the events to a file`,
    );
  }
}

function whereFrom({ origin }: PytestOption): string {
  return origin === 'command line' ? '' : `, which is in ${origin}`;
}
