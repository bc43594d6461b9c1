import type { TestFile } from '../test-file.js';

/** Where the files of a run come from; a local list today, a queue shared by machines tomorrow. */
export interface FileSource {
  /** Takes the next file; files of which `isBlocked` is true have to wait. `undefined` when none may start now. */
  take(isBlocked: (file: TestFile) => boolean): TestFile | undefined;
  readonly isEmpty: boolean;
  /** Files not yet taken, in no order. */
  remaining(): readonly TestFile[];
}

/**
 * The free slot takes the longest file left, so that no long file starts last. Only a priority comes before that. Files
 * without an estimate come in order of their paths. All files of a group are blocked or none is, so only the first of each group is ever looked at.
 */
export function longestFirst(files: readonly TestFile[]): FileSource {
  const queues = new Map<string | undefined, TestFile[]>();
  let left = files.length;
  // Sorted backwards: taking from the end moves nothing.
  for (const file of [...files].sort((a, b) => -byPriority(a, b))) {
    const queue = queues.get(file.group);
    if (queue === undefined) queues.set(file.group, [file]);
    else queue.push(file);
  }
  return {
    take(isBlocked) {
      let best: TestFile | undefined;
      for (const queue of queues.values()) {
        const head = queue.at(-1);
        if (head === undefined || isBlocked(head)) continue;
        if (best === undefined || byPriority(head, best) < 0) best = head;
      }
      if (best !== undefined) {
        queues.get(best.group)?.pop();
        left--;
      }
      return best;
    },
    get isEmpty() {
      return left === 0;
    },
    remaining: () => [...queues.values()].flat(),
  };
}

function byPriority(a: TestFile, b: TestFile): number {
  return (
    (b.priority ?? 0) - (a.priority ?? 0) ||
    b.estimateMs - a.estimateMs ||
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
  );
}
