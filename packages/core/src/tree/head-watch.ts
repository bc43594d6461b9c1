import { join } from 'node:path';
import type { Clock } from '../clock.js';
import type { TreeChange } from '../events.js';
import type { GitTree, Head } from './git.js';
import { isTraceOfOperation } from './git-operation.js';
import { type FolderListener, type FolderWatches, watchFolders } from './watch-folders.js';

export interface HeadWatchOptions {
  readonly git: GitTree;
  readonly clock: Clock;
  readonly onChange: (change: TreeChange) => void;
  /** Git has just written to HEAD or its log. */
  readonly onTouched: () => void;
  /** Git has begun or ended to work on the tree. */
  readonly onOperation: () => void;
  readonly watch?: (folders: Iterable<string>, listener: FolderListener) => FolderWatches;
}

/** Git writes HEAD, its log and the branch one after the other. */
const SETTLE_MS = 100;

/** Notices when HEAD moves while a run goes on: to another commit, or to another branch. */
export function watchHead({
  git,
  clock,
  onChange,
  onTouched,
  onOperation,
  watch = watchFolders,
}: HeadWatchOptions): {
  close(): void;
} {
  const closed = new AbortController();
  let last = git.headAtStart;
  let settling = false;

  const look = async (): Promise<void> => {
    if (settling) return;
    settling = true;
    await clock.sleep(SETTLE_MS, closed.signal);
    settling = false;
    if (closed.signal.aborted) return;
    const [now, reflog] = await Promise.all([git.head(), git.reflogSinceStart()]);
    if (now === undefined || isSameHead(now, last)) return;
    const from = last === undefined ? 'nothing' : describeHead(last);
    last = now;
    const entry = reflog.find(({ commit }) => commit === now.commit)?.action;
    onChange({
      kind: 'head-moved',
      from,
      to: describeHead(now),
      ...(entry === undefined ? {} : { reflog: entry }),
    });
  };
  // A commit changes only the log, a new branch only HEAD.
  const watches = watch([git.gitDirectory, join(git.gitDirectory, 'logs')], {
    onEvent: (_folder, name) => {
      if (name === undefined || isTraceOfOperation(name)) onOperation();
      if (name !== undefined && name !== 'HEAD') return;
      onTouched();
      void look();
    },
  });
  return {
    close() {
      closed.abort();
      watches.close();
    },
  };
}

/** `main (1a2b3c4)`; a detached HEAD is its commit alone. */
export function describeHead({ commit, branch }: Head): string {
  const short = commit.slice(0, 7);
  return branch === undefined ? short : `${branch} (${short})`;
}

export function isSameHead(a: Head | undefined, b: Head | undefined): boolean {
  return a?.commit === b?.commit && a?.branch === b?.branch;
}
