import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** What is kept of each stream; a test may have printed without end before it was ended. */
const KEPT_BYTES = 64 * 1024;

/**
 * What the test that was running had printed when its process died, with a title for each stream; see `captured.py`.
 *
 * @param directory The attempt's own folder.
 */
export function capturedOutput(directory: string): string {
  return ['stdout', 'stderr']
    .map((stream) => ({ stream, text: tailOf(join(directory, `captured-${stream}`)) }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ stream, text }) => `\n--- Captured ${stream} of the test that was running ---\n${text}`)
    .join('');
}

function tailOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const start = Math.max(0, size - KEPT_BYTES);
    const buffer = Buffer.alloc(size - start);
    const length = readSync(file, buffer, 0, buffer.length, start);
    const text = buffer.toString('utf8', 0, length);
    return start === 0 ? text : `[... ${start} bytes left out ...]\n${text}`;
  } catch {
    // Nobody kept it: other systems than Linux, `--capture=sys`, a death before the first test.
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
