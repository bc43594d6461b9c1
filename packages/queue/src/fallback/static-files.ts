import { createPlan, type TestFile } from '@steadfast/core';

/** Which of the parallel jobs a node is. */
export interface ShardPlace {
  /** 1-based. */
  readonly index: number;
  readonly total: number;
}

/**
 * What a node runs after the queue was lost: its shard of the static plan, less what it has dealt with. Nodes that do the same
 * may repeat what others counted, and never skip a file.
 */
export function staticFiles(
  files: readonly TestFile[],
  { index, total }: ShardPlace,
  dealtWith: ReadonlySet<string>,
): readonly TestFile[] {
  const plan = createPlan(files, total);
  const mine = new Set(plan.shards[index - 1]?.files.map(({ path }) => path));
  return files.filter(({ path }) => mine.has(path) && !dealtWith.has(path));
}
