import { EXIT_CODE, faultOf, type ProjectResult, type ReportResult } from '@steadfast/core';
import type { CommandContext } from '../command-context.js';
import type { Reporting } from './open-reporting.js';
import type { PreparedProject } from './prepare-project.js';
import { notify } from '../notify.js';

/** Writes reports, shows the summary, and gives the exit code of a project whose last attempt has ended. */
export async function finishProject(
  result: ProjectResult,
  { preload, problems }: PreparedProject,
  { reporters, terminal }: Reporting,
  context: CommandContext,
): Promise<number> {
  const faults = [...result.faults];
  const guarded = <T>(during: string, work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      faults.push(faultOf(during, error));
      return undefined;
    });
  await guarded('learning imports', preload.learn());
  const finished = reporters.map((reporter) => guarded('finishing a report', reporter.finish()));
  const reports = (await Promise.all(finished)).flatMap((results) => results ?? []);
  terminal.finish(reports);
  context.onFinished?.(result.counts);
  for (const { during, message, stack } of faults)
    notify(context, `internal error ${during}: ${stack ?? message}`);
  // A run whose reports or files are not all there is never green, whatever its tests say.
  return faults.length === 0 && isWritten(reports) && problems.length === 0
    ? result.exitCode
    : EXIT_CODE.internalError;
}

function isWritten(reports: readonly ReportResult[]): boolean {
  return reports.every(({ kind }) => kind !== 'failed');
}
