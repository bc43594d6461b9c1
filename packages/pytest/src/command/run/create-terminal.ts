import type { LiveAttempt } from '@steadfast/core';
import type { OptionValues } from '../../options/option-table.js';
import { wantsColor } from '../../terminal/color.js';
import { progressMode } from '../../terminal/progress-mode.js';
import type { SlowestTestsRequest } from '../../terminal/slowest-tests.js';
import { createTerminalReporter, type TerminalReporter } from '../../terminal/terminal-reporter.js';
import type { Surroundings } from '../surroundings.js';

/** What tells a person about the run, where and how the options and the surroundings want it. */
export function createTerminal(
  options: OptionValues,
  durations: SlowestTestsRequest | undefined,
  { stdin, stdout, stderr, environment }: Surroundings,
  live: ReadonlyMap<string, LiveAttempt>,
): TerminalReporter {
  // Standard output belongs to the events where they go there.
  const stream = options.events === '-' ? stderr : stdout;
  return createTerminalReporter({
    stream,
    mode: progressMode(options.progress, stream, environment),
    color: wantsColor(stream, environment),
    ...(durations === undefined ? {} : { durations }),
    interaction: {
      ...(stdin === undefined ? {} : { input: stdin }),
      sharedStreams: [stdout, stderr].filter(({ isTTY }) => isTTY === true),
      lastLines: (attemptId, count) => live.get(attemptId)?.output.lastLines(count) ?? [],
      signals: stdin !== undefined,
    },
  });
}
