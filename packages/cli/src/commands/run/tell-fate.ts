import type { ReportResult } from '@steadfast/core';
import type { CommandContext } from '../command-context.js';

/** Says where a report was written, or why it was not. */
export function tellFate(fate: ReportResult, { stdout, stderr }: CommandContext): void {
  if (fate.kind === 'written') stdout.write(`${fate.report}: ${fate.path}\n`);
  else stderr.write(`steadfast: ${fate.report} could not be written to ${fate.path}: ${fate.message}\n`);
}
