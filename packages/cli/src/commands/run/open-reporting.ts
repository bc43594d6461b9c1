import type { LiveAttempt, Reporter, Suspension } from '@steadfast/core';
import { uncaptured } from '@steadfast/pytest';
import type { TerminalReporter } from '../../terminal/terminal-reporter.js';
import type { CommandContext } from '../command-context.js';
import { createTerminal } from './create-terminal.js';
import type { PreparedProject } from './prepare-project.js';
import { rememberDurations } from './remember-durations.js';
import { createReporters } from './reporters.js';
import { rerunWords } from './rerun-words.js';

/** Everybody who is told of a project's run. */
export interface Reporting {
  readonly reporters: readonly Reporter[];
  readonly terminal: TerminalReporter;
  /** The attempts that run now. */
  readonly live: Map<string, LiveAttempt>;
}

/**
 * Makes sure that every report can be written, and opens those that are written while the tests run.
 *
 * @throws {UnwritableReport} before any test has run.
 */
export async function openReporting(
  prepared: PreparedProject,
  context: CommandContext,
  suspension: Suspension,
): Promise<Reporting> {
  const { request, setup, wholeRun, color, attachment } = prepared;
  const { options } = request;
  const reporters = [
    ...(await createReporters(
      { ...options, junitxml: wholeRun.junitxml, html: options.html ?? wholeRun.html },
      setup.configuration.settings.junit,
      context,
    )),
    ...rememberDurations(request, context),
  ];
  const live = new Map<string, LiveAttempt>();
  const isShared = attachment !== undefined;
  const terminal = createTerminal({
    ...{ options, color, wholeRun, context, live, suspension, isShared },
    rerun: rerunWords(request.own, request.given, context),
    showOutput: !isShared && uncaptured(setup.configuration.arguments) !== undefined,
  });
  return { reporters, terminal, live };
}
