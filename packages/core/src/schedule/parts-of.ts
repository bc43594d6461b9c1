import type { FilePart } from '../attempt-work.js';
import type { TestFile } from '../test-file.js';

/** What the work of a run comes to. */
export interface FairShare {
  readonly slots: number;
  /** What each slot has to do when the work is spread evenly, in milliseconds; Infinity when that is not known. */
  readonly perSlotMs: number;
}

/**
 * The parts that a file runs in; one of one when it is not split. `auto` splits a file that takes longer than a fair share of
 * the run, so that the run does not wait for it. A file that runs alone or in a group exists once at a time, and
 * one of which somebody named tests is as long as they are.
 */
export function partsOf(
  { split = 1, estimateMs, alone = false, group, selection = [] }: TestFile,
  { slots, perSlotMs }: FairShare,
): readonly FilePart[] {
  const isWhole = alone || group !== undefined || selection.length > 0;
  const wanted = split === 'auto' ? Math.min(slots, Math.ceil(estimateMs / perSlotMs) || 1) : split;
  const total = isWhole ? 1 : Math.max(1, wanted);
  return Array.from({ length: total }, (_, index) => ({ index: index + 1, total }));
}

/** The fair share of a run of files that are all known. */
export function fairShare(files: readonly Pick<TestFile, 'estimateMs'>[], slots: number): FairShare {
  return { slots, perSlotMs: files.reduce((sum, { estimateMs }) => sum + estimateMs, 0) / slots };
}
