import type { TreeChange } from '@steadfast/core';

/** What happened to the tree under test, for a person. */
export function treeChangeText(change: TreeChange): string {
  switch (change.kind) {
    case 'head-moved': {
      const reflog = change.reflog === undefined ? '' : `: ${change.reflog}`;
      return `HEAD moved from ${change.from} to ${change.to} while the run was going on${reflog}`;
    }
    case 'file-vanished':
      return `${change.file} has vanished`;
    case 'file-changed':
      return `${change.file} has changed since it was planned`;
    case 'directory-vanished':
      return `The folder ${change.directory} has vanished`;
  }
}
