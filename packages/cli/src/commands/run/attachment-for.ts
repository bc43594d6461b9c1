import { Cancellation, type TestFile } from '@steadfast/core';
import { assertAlone, type Attachment, interactiveOption, type PytestArguments } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { obeysOutput } from '../../terminal/fence.js';
import type { CommandContext } from '../command-context.js';

/**
 * The terminal for the one pytest that `--pdb`, `--trace` or, with one file, `-s` gives it to; `undefined` for all other runs.
 *
 * @throws {UsageError} when several files would share it, or nobody has one.
 */
export function attachmentFor(
  all: PytestArguments,
  files: readonly TestFile[],
  { events }: Pick<OptionValues, 'events'>,
  { stdin, stdout, stderr, environment }: CommandContext,
  cancellation: Cancellation,
): Attachment | undefined {
  // What tests write reaches a CI system through the terminal reporter, which keeps it from being obeyed to.
  const hasEvents = events === '-';
  const option = interactiveOption(all, {
    files: files.length,
    isShared: hasEvents || obeysOutput(environment),
  });
  if (option === undefined) return undefined;
  const terminal = stdin !== undefined;
  assertAlone(option, files.length, { isThere: terminal, hasEvents });
  return { terminal, stdout, stderr, cancellation: withoutCtrlC(cancellation) };
}

/** Ctrl-C is meant for the one who has the terminal, such as a debugger. */
function withoutCtrlC(outer: Cancellation): Cancellation {
  const inner = new Cancellation();
  outer.stopping.addEventListener('abort', () => {
    if (outer.cause !== undefined && outer.cause.signal !== 'SIGINT') inner.interrupt(outer.cause.signal);
  });
  return inner;
}
