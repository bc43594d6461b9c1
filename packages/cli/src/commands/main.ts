import { Cancellation, EXIT_CODE, UnwritableReport } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import { type CommandLine, parseCommandLine } from './command-line.js';
import { helpText } from '../options/help-text.js';
import { readOptions, type ResolvedOptions } from '../options/read-options.js';
import { findSteadfastTable } from '../options/steadfast-table.js';
import { bisectCommand } from './bisect/bisect-command.js';
import { doctorCommand } from './doctor/doctor-command.js';
import { mergeCommand } from './merge/merge-command.js';
import { planCommand } from './plan/plan-command.js';
import { exitCodeAfter, listenForFaults } from './faults.js';
import { listenForLostOutput } from './lost-output.js';
import { reportCommand } from './report/report-command.js';
import { listenForInterrupts } from './run/interrupts.js';
import { listenForJobControl } from './run/job-control.js';
import { replayCommand } from './replay/replay-command.js';
import { queueCommand } from './queue/queue-command.js';
import { tryCommand } from './try/try-command.js';
import { runCommand } from './run/run-command.js';
import { processContext, type CommandContext } from './command-context.js';
import { VERSION } from './version.js';
import { notify } from './notify.js';

/** Columns where the width of the terminal is not known. */
const DEFAULT_WIDTH = 80;

/** The `steadfast` command in this process: takes the words after its name, resolves to the exit code. */
export async function steadfast(words: readonly string[]): Promise<number> {
  const cancellation = new Cancellation();
  const context = processContext();
  const unlessLost = listenForLostOutput([context.stdout, context.stderr]);
  const letGo = [
    listenForFaults(cancellation),
    listenForInterrupts(cancellation),
    listenForJobControl(cancellation.suspension),
  ];
  try {
    const exitCode = await execute(words, context, cancellation);
    return unlessLost(exitCodeAfter(exitCode, cancellation, context));
  } finally {
    for (const release of letGo) release();
  }
}

/** Runs a command; what goes wrong becomes a message and an exit code. */
export async function execute(
  words: readonly string[],
  context: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  try {
    const line = parseCommandLine(words, context.directory);
    if (asksFor(line, 'help')) return tell(helpText(line.command, widthOf(context)), context);
    if (asksFor(line, 'version')) return tell(`steadfast ${VERSION}\n`, context);
    return await dispatch(line, optionsOf(line, context), context, cancellation);
  } catch (error) {
    return explain(error, context);
  }
}

/** What a command line means here, with what the environment and the configuration say. */
export function optionsOf(line: CommandLine, { directory, environment }: CommandContext): ResolvedOptions {
  return readOptions({
    commandLine: line.options,
    environment,
    table: line.command === 'merge' || line.command === 'report' ? undefined : findSteadfastTable(directory),
    directory,
  });
}

/** Help does not depend on a configuration that may be what is wrong. */
function asksFor({ options }: CommandLine, name: 'help' | 'version'): boolean {
  return options.some(({ option }) => option === name);
}

function tell(text: string, { stdout }: CommandContext): number {
  stdout.write(text);
  return EXIT_CODE.passed;
}

function widthOf({ stdout }: CommandContext): number {
  return stdout.columns ?? DEFAULT_WIDTH;
}

async function dispatch(
  { command, options: own, pytest, notices }: CommandLine,
  { values, origins, table }: ResolvedOptions,
  context: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  for (const notice of notices) notify(context, notice);
  const request = { options: values, origins, own, given: pytest, table };
  switch (command) {
    case 'run':
      return runCommand(request, context, cancellation);
    case 'doctor':
      return doctorCommand(request, context);
    case 'plan':
      return planCommand(request, context);
    case 'merge':
      return mergeCommand(request, context);
    case 'queue':
      return queueCommand(request, context);
    case 'report':
      return reportCommand(request, context);
    case 'try':
      return tryCommand(request, context, cancellation);
    case 'replay':
      return replayCommand(request, context, cancellation);
    case 'bisect':
      return bisectCommand(request, context, cancellation);
  }
}

/** A fault of the user is told in its own words, a fault of ours with its stack. */
export function explain(error: unknown, context: CommandContext): number {
  if (error instanceof UsageError || error instanceof UnwritableReport) {
    notify(context, error.message);
    return EXIT_CODE.usageError;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  notify(context, `internal error: ${text}`);
  return EXIT_CODE.internalError;
}
