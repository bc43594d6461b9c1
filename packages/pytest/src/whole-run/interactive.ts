import type { PytestArguments, PytestOption } from '../arguments/pytest-arguments.js';
import { UsageError } from '../usage-error.js';
import { INTERACTIVE } from './option-roles.js';

/** The option, if any, for which pytest needs the terminal: `-s` and the debugger. */
export function interactiveOption({ options }: PytestArguments): PytestOption | undefined {
  const capture = options.findLast(({ name }) => name === '-s' || name === '--capture');
  const isOff = capture !== undefined && (capture.name === '-s' || capture.value === 'no');
  return options.find(({ name }) => INTERACTIVE.has(name)) ?? (isOff ? capture : undefined);
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
      `${given} gives the terminal to one pytest, and ${files} files would share it: name one test file, or take the option away${wayOut(option)}`,
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

function wayOut({ origin, name }: PytestOption): string {
  if (origin === 'command line') return '';
  return name === '-s' || name === '--capture'
    ? ', for instance with --capture=fd'
    : `, which is in ${origin}`;
}
