import type { LiveAttempt, Suspension } from '@steadfast/core';
import type { WholeRun } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { fenceFor } from '../../terminal/fence.js';
import { progressMode } from '../../terminal/progress-mode.js';
import { RerunCommand, type RerunWords } from '../../terminal/rerun-command.js';
import { createTerminalReporter, type TerminalReporter } from '../../terminal/terminal-reporter.js';
import type { CommandContext } from '../command-context.js';

export interface TerminalRequest {
  readonly options: OptionValues;
  /** Whether the terminal shows colours. */
  readonly color: boolean;
  readonly wholeRun: Pick<WholeRun, 'durations' | 'display'>;
  readonly rerun: RerunWords;
  readonly context: CommandContext;
  /** The attempts that run now. */
  readonly live: ReadonlyMap<string, LiveAttempt>;
  readonly suspension: Suspension;
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
  const { options, color, wholeRun, rerun, context, live, suspension, isShared, showOutput } = request;
  const { stdin, stdout, stderr, environment } = context;
  const stream = terminalStream(options, context);
  return createTerminalReporter({
    stream,
    mode: isShared ? 'summary' : progressMode(options.progress, stream, environment),
    color,
    showOutput,
    fence: fenceFor(environment),
    ...(wholeRun.durations === undefined ? {} : { durations: wholeRun.durations }),
    display: wholeRun.display,
    failureOutput: options.failureOutput,
    rerun: new RerunCommand(rerun),
    interaction: {
      ...(stdin === undefined ? {} : { input: stdin }),
      sharedStreams: [stdout, stderr].filter(({ isTTY }) => isTTY === true),
      lastLines: (attemptId, count) => live.get(attemptId)?.output.lastLines(count) ?? [],
      signals: stdin !== undefined,
      suspension,
    },
  });
}
