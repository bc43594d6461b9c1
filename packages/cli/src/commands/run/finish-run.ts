import { EXIT_CODE, type ReportResult, type Reporter, type RunResult } from '@steadfast/core';
import type { TerminalReporter } from '../../terminal/terminal-reporter.js';
import type { WholeRunPart } from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import type { SelectedSuite } from './select-suite.js';

/** Those who have something to do when the last attempt has ended. */
export interface RunEnd {
  readonly parts: readonly WholeRunPart[];
  readonly reporters: readonly Reporter[];
  readonly terminal: TerminalReporter;
}

/** Finishes what is done for the run as a whole, writes reports, shows the summary, and gives the exit code. */
export async function finishRun(
  result: RunResult,
  { parts, reporters, terminal }: RunEnd,
  { discovery, files, shard }: SelectedSuite,
  { stderr }: CommandContext,
): Promise<number> {
  // There are tests, only none for this shard.
  const isEmptyShard = shard !== undefined && files.length === 0 && discovery.files.length > 0;
  let exitCode = isEmptyShard ? EXIT_CODE.passed : result.exitCode;
  for (const part of parts) exitCode = (await part.finish?.(exitCode)) ?? exitCode;
  const fates = (await Promise.all(reporters.map((reporter) => reporter.finish()))).flat();
  terminal.finish(fates);
  for (const error of result.listenerErrors)
    stderr.write(`steadfast: a reporter failed: ${error.stack ?? error.message}\n`);
  // A run whose reports or files are not all there is never green, whatever its tests say.
  return isComplete(result, fates) && discovery.problems.length === 0 ? exitCode : EXIT_CODE.internalError;
}

function isComplete({ listenerErrors }: RunResult, fates: readonly ReportResult[]): boolean {
  return listenerErrors.length === 0 && fates.every(({ kind }) => kind !== 'failed');
}
