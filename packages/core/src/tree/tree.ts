import type { Clock } from '../clock.js';
import type { Evidence, EventListener, RunEventBody, TreeChange } from '../events.js';
import type { PresencePolicy } from '../policy.js';
import type { PresenceCheck } from '../presence/check-presence.js';
import type { VanishedFile } from '../presence/wait-for-return.js';
import type { RunProcess } from '../process/process-supervisor.js';
import type { TestFile } from '../test-file.js';
import { gatherFacts } from './evidence/gather-facts.js';
import { incidentReport } from './evidence/incident-report.js';
import { RunHistory, type SeenProcess } from './evidence/run-history.js';
import { type GitTree, openGitTree } from './git.js';
import { isGitBusy } from './git-operation.js';
import { watchHead } from './head-watch.js';
import { TestFileWatch } from './test-file-watch.js';

/** The tree under test, as a run sees it. */
export interface Tree {
  /** Must hear of everything that happens, to know who was there when a file vanished. */
  readonly listen: EventListener;
  /** Takes in what a presence check has found out, and gives it back with what was seen meanwhile. */
  checked(file: TestFile, check: PresenceCheck): PresenceCheck;
  /** What is known of a file that was found absent and had been seen; `undefined` for one that never was there. */
  vanished(file: TestFile, check: PresenceCheck): VanishedFile | undefined;
  /** Evidence about a file that was not found. */
  evidenceFor(file: TestFile, check: PresenceCheck): Promise<Evidence | undefined>;
  close(): void;
}

export interface TreeOptions {
  readonly root: string;
  readonly files: readonly TestFile[];
  readonly clock: Clock;
  readonly presence: PresencePolicy;
  readonly emit: (event: RunEventBody) => void;
  /** The processes that tests have started and that run now; asked for only when something happens to the tree. */
  readonly processes: () => readonly RunProcess[];
  /**
   * The test of a file that had started a process, by the environment of that; `undefined` for the process of the attempt.
   */
  readonly testOf: (file: string, environment: RunProcess['environment']) => string | undefined;
  readonly openGit?: (folder: string) => Promise<GitTree | undefined>;
}

/** Makes the tree that a run watches; another one for specs. */
export type WatchTree = (options: TreeOptions) => Tree;

/** Watches test files and HEAD until it is closed, and remembers what goes on. */
export const watchTree: WatchTree = (options) => {
  const { root, files, clock, presence, emit, processes, testOf, openGit = openGitTree } = options;
  const startedAt = clock.now();
  const history = new RunHistory();
  const mark = (): void => {
    history.mark(clock.now(), () => processes().flatMap((process) => seenProcess(process, history, testOf)));
  };
  const onChange = (change: TreeChange): void => {
    emit({ type: 'tree-changed', change });
  };
  const watch = new TestFileWatch({
    root,
    files,
    clock,
    presence,
    onChange,
    onMissed: mark,
    onLimit: (folders, reason) => {
      emit({ type: 'notice', level: 'info', message: unwatchedMessage(folders, reason) });
    },
  });

  let closed = false;
  let head: { close(): void } | undefined;
  let gitDirectory: string | undefined;
  const git = openGit(root).catch(() => undefined);
  void git.then((tree) => {
    if (tree === undefined || closed) return;
    gitDirectory = tree.gitDirectory;
    const onOperation = (): void => {
      watch.news.tellAll();
    };
    head = watchHead({ git: tree, clock, onChange, onTouched: mark, onOperation });
  });

  return {
    listen: history.listen,
    checked: (file, check) => watch.checked(file, check),
    vanished(file, check) {
      const since = watch.missedSince(file, check);
      if (since === undefined) return undefined;
      return {
        since,
        onNews: (listener) => watch.news.subscribe(file.absolutePath, listener),
        isTreeBusy: () => gitDirectory !== undefined && isGitBusy(gitDirectory),
      };
    },
    async evidenceFor(file, check) {
      const sources = {
        ...{ root, startedAt, history, sightings: watch.sightings },
        foldersAbove: (path: string) => watch.foldersAbove(path),
        git: await git,
      };
      return incidentReport(await gatherFacts(file, check, sources));
    },
    close() {
      closed = true;
      watch.close();
      head?.close();
    },
  };
};

function seenProcess(
  { pid, command, attemptId, environment }: RunProcess,
  history: RunHistory,
  testOf: TreeOptions['testOf'],
): readonly SeenProcess[] {
  const file = history.fileOf(attemptId);
  if (file === undefined) return [];
  const test = testOf(file, environment);
  return test === undefined ? [] : [{ pid, command, file, test }];
}

function unwatchedMessage(folders: number, reason: string): string {
  return `${folders} folders of test files are not watched (${reason}): files that vanish there are noticed only when their turn comes.`;
}
