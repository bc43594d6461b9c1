import { compareFiles, type TestFile } from '@steadfast/core';

/** BullMQ's lowest priority; the highest is 1. */
const LOWEST_PRIORITY = 2 ** 21 - 1;

/** A file on its way into the queue. */
export interface QueuedFile {
  readonly path: string;
  readonly estimateMs: number;
  readonly priority: number;
}

/** The order in which files are handed out: what the configuration puts first, then the longest. */
export function fillOrder(
  files: readonly TestFile[],
  priorities: number = LOWEST_PRIORITY,
): readonly QueuedFile[] {
  const sorted = files.toSorted(compareFiles);
  // More files than priorities share them, in order.
  const step = Math.max(1, sorted.length / priorities);
  return sorted.map(({ path, estimateMs }, rank) => ({
    path,
    estimateMs,
    priority: 1 + Math.floor(rank / step),
  }));
}
