import { fenceFor } from '../terminal/fence.js';
import { wrapped } from '../terminal/line-width.js';
import type { CommandContext } from './command-context.js';

/**
 * Tells a person something on standard error. Messages may quote paths, plugins and records, and CI systems obey to commands on
 * this stream, too.
 */
export function notify(
  { stderr, environment }: Pick<CommandContext, 'stderr' | 'environment'>,
  message: string,
): void {
  const line = `steadfast: ${message}`;
  // Stacks, and the words of other programs, have lines of their own.
  const text = line.includes('\n') ? line : wrapped(line, stderr.columns, '  ').join('\n');
  stderr.write(`${fenceFor(environment)(text)}\n`);
}
