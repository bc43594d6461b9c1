import type { RunEvent } from '@steadfast/core';
import { printable } from './printable.js';
import type { TextStyle } from './text-style.js';

/** What an attempt wrote that nobody captured (`-s`), in one piece; `undefined` where it wrote nothing. */
export function attemptOutput(
  { file, output }: Extract<RunEvent, { type: 'attempt-finished' }>,
  style: TextStyle,
): string | undefined {
  const text = printable(output.text, style.color).trimEnd();
  if (text === '') return undefined;
  const omitted = output.omittedBytes > 0 ? ` (${output.omittedBytes} bytes left out of the middle)` : '';
  return `${style.strong(`Output of ${printable(file, false)}${omitted}`)}\n${text}\n`;
}
