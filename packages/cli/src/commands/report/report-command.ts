import { resolve } from 'node:path';
import { assertWritable, EXIT_CODE, mergeProblemText, mergeRecords } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import type { ProjectRequest } from '../read-project.js';
import { readRecords } from '../read-records.js';
import { shownReports } from '../run/shown-reports.js';
import { tellFate } from '../run/tell-fate.js';
import { notify } from '../notify.js';

/** Where the report is written when nobody says so. */
const DEFAULT_FILE = 'steadfast-report.html';

/**
 * `steadfast report`: makes something to look at of the records of runs. It says nothing of how they ended, so it succeeds when
 * the report was written.
 *
 * @throws {UsageError} when there is no record, or a word names no file.
 */
export async function reportCommand(
  { options, given }: ProjectRequest,
  context: CommandContext,
): Promise<number> {
  const { directory } = context;
  if (given.paths.length === 0)
    throw new UsageError('steadfast report needs the records of runs, or their event logs.');
  const wantsPage =
    options.html !== undefined || options.open || (options.timeline ?? options.trace) === undefined;
  const page = wantsPage ? (options.html ?? resolve(directory, DEFAULT_FILE)) : undefined;
  const reports = await shownReports({ ...options, html: page });
  for (const { path } of reports) await assertWritable(path);

  const { records, unreadable } = await readRecords(given.paths, directory);
  for (const message of unreadable) notify(context, message);
  if (records.length === 0) return EXIT_CODE.usageError;
  const { record, problems } = mergeRecords(records);
  for (const problem of problems) notify(context, mergeProblemText(problem));
  const fates = await Promise.all(reports.map((report) => report.write(record, records)));
  for (const fate of fates) tellFate(fate, context);
  if (fates.some(({ kind }) => kind === 'failed')) return EXIT_CODE.internalError;
  if (options.open && page !== undefined) await openPage(page, context);
  return unreadable.length > 0 ? EXIT_CODE.failed : EXIT_CODE.passed;
}

/** A machine without a browser keeps nobody from the file. */
async function openPage(path: string, context: CommandContext): Promise<void> {
  // Loaded here, because no other command needs it.
  const { default: open } = await import('open');
  try {
    const browser = await open(path);
    browser.once('error', (error) => notify(context, `no browser could be opened: ${error.message}`));
  } catch (error) {
    notify(context, `no browser could be opened: ${(error as Error).message}`);
  }
}
