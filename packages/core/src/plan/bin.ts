import type { PlannedFile } from '../events.js';
import { comparePaths } from '../path-order.js';

/** A shard in the making: its files, the longest first, and the sum of their estimates. */
export interface Bin {
  readonly files: PlannedFile[];
  load: number;
}

/** The longest file first; files of one length in order of their paths. */
export function longestFirst(a: PlannedFile, b: PlannedFile): number {
  return b.estimateMs - a.estimateMs || comparePaths(a.path, b.path);
}

export function createBins(count: number): Bin[] {
  return Array.from({ length: count }, () => ({ files: [], load: 0 }));
}

/** The load of the fullest bin: how long the whole takes when every bin has a machine of its own. */
export function makespan(bins: readonly Bin[]): number {
  return bins.reduce((most, { load }) => Math.max(most, load), 0);
}
