import type { TreeChange } from '@steadfast/core';
import { treeChangeText } from './tree-change-text.js';

/** How many changes of the tree under test are told one by one. */
const MOST = 5;

/** Picks what is said of changes of the tree: one `git checkout` changes many files, and each of them tells the same. */
export class ToldChanges {
  #count = 0;

  add(change: TreeChange): string | undefined {
    this.#count++;
    if (this.#count > MOST + 1) return undefined;
    if (this.#count > MOST) return 'More files have vanished or changed; events and record name them all';
    return treeChangeText(change);
  }
}
