import type { ReportResult } from '@steadfast/core';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';

/** Says where a report was written, or why it was not. */
export function tellFate(fate: ReportResult, context: CommandContext): void {
  if (fate.kind === 'written') context.stdout.write(`${fate.report}: ${fate.path}\n`);
  else notify(context, `${fate.report} could not be written to ${fate.path}: ${fate.message}`);
}
