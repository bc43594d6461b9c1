import type { PlannedFile } from '../events.js';
import { comparePaths } from '../path-order.js';
import { type Bin, createBins, longestFirst, makespan } from './bin.js';
import { evenOut } from './exchange.js';
import { longestProcessingTime } from './longest-processing-time.js';

/** Changes whenever the same files and estimates may come out as another plan. */
export const ALGORITHM = 1;

/**
 * Distributes files over bins so that the fullest one has as little to do as possible. Improves two distributions, longest
 * processing time first and round-robin, and takes the better one: so it never loses to either. The order of the
 * input does not matter.
 *
 * @param files Estimates are whole numbers: their sums are exact, and so the same in every order.
 */
export function pack(files: readonly PlannedFile[], count: number): readonly Bin[] {
  const sorted = files.toSorted(longestFirst);
  const goal = lowerBound(sorted, count);
  const first = longestProcessingTime(sorted, count);
  evenOut(first, goal);
  if (makespan(first) <= goal) return first;
  const second = roundRobin(files, count);
  evenOut(second, goal);
  return makespan(second) < makespan(first) ? second : first;
}

/** No distribution ends earlier: the longest file has to run somewhere, and somebody has at least an equal share. */
export function lowerBound(files: readonly PlannedFile[], count: number): number {
  const longest = files.reduce((most, { estimateMs }) => Math.max(most, estimateMs), 0);
  const total = files.reduce((sum, { estimateMs }) => sum + estimateMs, 0);
  return Math.max(longest, Math.ceil(total / count));
}

function roundRobin(files: readonly PlannedFile[], count: number): Bin[] {
  const bins = createBins(count);
  for (const [index, file] of files.toSorted((a, b) => comparePaths(a.path, b.path)).entries()) {
    const bin = bins[index % count] as Bin;
    bin.files.push(file);
    bin.load += file.estimateMs;
  }
  return bins;
}
