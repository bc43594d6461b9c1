import type { LiveAttempt } from '@steadfast/core';
import type { SlowestTestsRequest } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { fenceFor } from '../../terminal/fence.js';
import { progressMode } from '../../terminal/progress-mode.js';
import { createTerminalReporter, type TerminalReporter } from '../../terminal/terminal-reporter.js';
import type { CommandContext } from '../command-context.js';

export interface TerminalRequest {
  readonly options: OptionValues;
  /** Whether the terminal shows colours. */
  readonly color: boolean;
  /** Which of the slowest tests the summary has. */
  readonly durations: SlowestTestsRequest | undefined;
  readonly showsWarnings: boolean;
  /** The words before an id in a command that runs a test again. */
  readonly command: string;
  readonly context: CommandContext;
  /** The attempts that run now. */
  readonly live: ReadonlyMap<string, LiveAttempt>;
  /** pytest itself writes to the terminal. */
  readonly isShared: boolean;
  /** What attempts write is shown, also where they passed (`-s`). */
  readonly showOutput: boolean;
}

/** Where a person reads what happens: standard output, unless it belongs to the events. */
export function terminalStream(
  { events }: Pick<OptionValues, 'events'>,
  { stdout, stderr }: CommandContext,
): CommandContext['stdout'] {
  return events === '-' ? stderr : stdout;
}

/** What tells a person about the run, where and how the options and the context want it. */
export function createTerminal(request: TerminalRequest): TerminalReporter {
  const { options, color, durations, showsWarnings, command, context, live, isShared, showOutput } = request;
  const { stdin, stdout, stderr, environment } = context;
  const stream = terminalStream(options, context);
  return createTerminalReporter({
    stream,
    mode: isShared ? 'summary' : progressMode(options.progress, stream, environment),
    color,
    showOutput,
    fence: fenceFor(environment),
    showsWarnings,
    command,
    ...(durations === undefined ? {} : { durations }),
    interaction: {
      ...(stdin === undefined ? {} : { input: stdin }),
      sharedStreams: [stdout, stderr].filter(({ isTTY }) => isTTY === true),
      lastLines: (attemptId, count) => live.get(attemptId)?.output.lastLines(count) ?? [],
      signals: stdin !== undefined,
    },
  });
}
