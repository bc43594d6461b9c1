import type { MergedRun, ReportResult } from '@steadfast/core';
import { DEFAULT_DISPLAY } from '@steadfast/pytest';
import { wantsColor } from '../../terminal/color.js';
import { RerunCommand } from '../../terminal/rerun-command.js';
import { RunDigest } from '../../terminal/run-digest.js';
import { summaryText } from '../../terminal/summary.js';
import { textStyle } from '../../terminal/text-style.js';
import type { CommandContext } from '../command-context.js';
import { invocationOf } from '../invocation.js';

/** The summary of a merged run: that of a run on one machine, with each failing test. */
export function mergeSummary(
  { record, problems, exitCode }: MergedRun,
  reports: readonly ReportResult[],
  { directory, environment, stdout }: CommandContext,
): string {
  const digest = new RunDigest();
  for (const file of record.files) digest.add(file);
  // The merge leaves pytest's cache as one pytest for all shards would have.
  const rerun = new RerunCommand({
    ...{ prefix: invocationOf(environment).rerun, options: [], paths: [] },
  });
  const text = summaryText({
    ...{ digest, reports, root: directory, display: DEFAULT_DISPLAY, columns: stdout.columns },
    ...{ counts: record.counts, durationMs: record.durationMs, isGreen: exitCode === 0 },
    notRun: record.files.filter(({ state }) => state !== 'finished').map(({ path }) => path),
    rerun: rerun.failures(),
    style: textStyle(wantsColor(stdout, environment)),
  });
  const warning = 'This is not one complete run of the suite: see the problems above.';
  return problems.length > 0 ? `${text}\n${warning}` : text;
}
