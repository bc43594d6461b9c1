import { plural } from '../counts-text.js';
import { durationText } from '../duration-text.js';
import { printable } from '../printable.js';
import type { LiveProgress } from './live-progress.js';

/** Gives the last lines that an attempt wrote. */
export type LastLines = (attemptId: string, count: number) => readonly string[];

const LINES = 3;

/** What runs now, for how long, with the last lines of its output: the answer to the key `t` and to SIGUSR1. */
export function runningText(progress: LiveProgress, now: number, lastLines: LastLines): string {
  const { running, done, total } = progress;
  const attempts = running.flatMap(({ attemptId, file, slot, attempt, startedAt, test }) => {
    const again = attempt > 1 ? `, attempt ${attempt}` : '';
    const where = test === undefined ? '' : `, last test started: ${test}`;
    const output = lastLines(attemptId, LINES).filter((line) => line.trim() !== '');
    return [
      `  slot ${slot + 1}: ${file}, ${durationText(now - startedAt)}${again}${where}`,
      ...output.map((line) => `    | ${line}`),
    ].map((line) => printable(line, false));
  });
  return [
    `Running: ${plural(running.length, 'file')}, ${total === 0 ? done : `${done} of ${total}`} done`,
    ...attempts,
  ].join('\n');
}
