import { type FSWatcher, statSync, watch } from 'node:fs';
import { errnoName } from '../presence/file-stat.js';

/** Whom the events of a folder are told. */
export interface FolderListener {
  /** Something happened to the entry of that name, or, without a name, somewhere in the folder. */
  readonly onEvent: (folder: string, name: string | undefined) => void;
  /** Folders that the system does not watch for us, with its reason. Called at most once. */
  readonly onLimit?: (unwatched: number, reason: string) => void;
}

/** Watched folders. */
export interface FolderWatches {
  /** Watches a folder again that came back: the old watch follows the old folder. */
  renew(folder: string): void;
  close(): void;
}

/** Watches are a resource that all programs of a user share: https://man7.org/linux/man-pages/man7/inotify.7.html */
const MOST_FOLDERS = 2_000;

/** Errors that say that there are too many watches, as against a folder that is not there. */
const LIMITS = new Set(['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** Listens to the entries of folders, not to those of their sub-folders, until it is closed. It does not keep Node alive. */
export function watchFolders(
  folders: Iterable<string>,
  { onEvent, onLimit }: FolderListener,
  most = MOST_FOLDERS,
): FolderWatches {
  const watches = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>();
  let limit: string | undefined;

  const add = (folder: string): boolean => {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        onEvent(folder, name ?? undefined);
      });
      watcher.on('error', (error) => {
        watcher.close();
        watches.delete(folder);
        limitBy(error);
        onEvent(folder, undefined);
      });
      watches.set(folder, { watcher, inode: statSync(folder).ino });
      return true;
    } catch (error) {
      return !limitBy(error);
    }
  };

  const limitBy = (error: unknown): boolean => {
    const name = errnoName(error);
    if (LIMITS.has(name)) limit ??= name;
    return LIMITS.has(name);
  };

  let unwatched = 0;
  for (const folder of folders) {
    if (limit !== undefined || watches.size >= most || !add(folder)) unwatched++;
  }
  if (unwatched > 0) onLimit?.(unwatched, limit ?? `more than ${most} folders`);

  return {
    renew(folder) {
      const known = watches.get(folder);
      if (known?.inode === inodeOf(folder)) return;
      known?.watcher.close();
      watches.delete(folder);
      if (limit === undefined && watches.size < most) add(folder);
    },
    close() {
      for (const { watcher } of watches.values()) watcher.close();
      watches.clear();
    },
  };
}

function inodeOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.ino;
}
