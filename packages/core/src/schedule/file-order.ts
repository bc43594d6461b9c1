import { comparePaths } from '../path-order.js';
import type { TestFile } from '../test-file.js';

/**
 * Which of two files starts first: that of the higher priority, then one that runs alone, which waits for nobody at the start of
 * a run, then the longer one, so that no long file starts last. Files without an estimate come in order of their paths.
 */
export function compareFiles(a: TestFile, b: TestFile): number {
  return (
    (b.priority ?? 0) - (a.priority ?? 0) ||
    Number(b.alone ?? false) - Number(a.alone ?? false) ||
    b.estimateMs - a.estimateMs ||
    comparePaths(a.path, b.path)
  );
}
