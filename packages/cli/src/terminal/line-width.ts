import cliTruncate from 'cli-truncate';
import { wrapText } from '../options/wrap-text.js';

/**
 * Keeps our own sentences from being broken in the middle of a word. Without a width, as in files and pipes, lines stay
 * whole, so that they can be searched.
 */
export function wrapped(text: string, width: number | undefined, indent = ''): readonly string[] {
  const hang = /^ */.exec(text)?.[0] ?? '';
  if (width === undefined || text.length <= width) return [text];
  const [first = '', ...rest] = wrapText(text.trim(), Math.max(20, width - hang.length - indent.length));
  return [hang + first, ...rest.map((line) => hang + indent + line)];
}

/** A line that is cut at the width of the terminal. */
export function fitted(line: string, width: number | undefined): string {
  return width === undefined ? line : cliTruncate(line, width);
}
