import { execa } from 'execa';

/** Where HEAD is. */
export interface Head {
  readonly commit: string;
  /** `undefined` when HEAD is detached. */
  readonly branch: string | undefined;
}

/** A line of HEAD's reflog. */
export interface ReflogEntry {
  /** Milliseconds since the epoch; git counts seconds. */
  readonly time: number;
  readonly commit: string;
  /** Such as `checkout: moving from feature to main`. */
  readonly action: string;
}

/** A line of the stash list. */
export interface Stash {
  /** Such as `stash@{0}`. */
  readonly name: string;
  readonly commit: string;
  readonly time: number;
  readonly message: string;
}

/** A working tree as a run found it when it began, and what can be asked of it later. Answers that git refuses are `undefined`. */
export interface GitTree {
  readonly topLevel: string;
  /** The folder that holds HEAD. */
  readonly gitDirectory: string;
  readonly headAtStart: Head | undefined;
  head(): Promise<Head | undefined>;
  /** What happened to HEAD since the start, the newest first. */
  reflogSinceStart(): Promise<readonly ReflogEntry[]>;
  /** Stashes made at or after a time, the newest first. */
  stashesSince(time: number): Promise<readonly Stash[]>;
  /** Whether a commit has a file; the path is relative to the top level. */
  hasFile(commit: string, path: string): Promise<boolean>;
  /** Whether the index has a file: whether git tracks it now. */
  isTracked(path: string): Promise<boolean>;
}

/** Most lines of reflog and stash list that are read. */
const MOST_LINES = 20;

/**
 * Options for questions that change nothing: no index is refreshed, and a tree that belongs to somebody else, as in many
 * containers, is answered for as well, for its tests run anyway.
 */
const ASKING = ['--no-optional-locks', '-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];

/** Inside a git hook these name another index or tree: https://git-scm.com/docs/githooks */
const NOT_OF_THIS_TREE = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined };

/** Asks git, in a folder; `undefined` when it refuses, or is not installed. */
export type AskGit = (folder: string, args: readonly string[]) => Promise<string | undefined>;

export const askGit: AskGit = async (folder, args) => {
  const { failed, stdout } = await execa('git', [...ASKING, ...args], {
    cwd: folder,
    env: { ...NOT_OF_THIS_TREE, LC_ALL: 'C' },
    reject: false,
    stdin: 'ignore',
    timeout: 10_000,
  });
  return failed ? undefined : stdout;
};

/** The working tree around a folder; `undefined` outside of any, or without git. */
export async function openGitTree(folder: string, ask: AskGit = askGit): Promise<GitTree | undefined> {
  const [places, headAtStart, newestAtStart] = await Promise.all([
    ask(folder, ['rev-parse', '--show-toplevel', '--absolute-git-dir']),
    readHead(folder, ask),
    readReflog(folder, 1, ask),
  ]);
  const [topLevel, gitDirectory] = places?.split('\n') ?? [];
  if (topLevel === undefined || gitDirectory === undefined) return undefined;
  // The folder may vanish, the top level hardly.
  const askThere = (...args: readonly string[]): Promise<string | undefined> => ask(topLevel, args);
  return {
    topLevel,
    gitDirectory,
    headAtStart,
    head: () => readHead(topLevel, ask),
    reflogSinceStart: async () => entriesAfter(newestAtStart[0], await readReflog(topLevel, MOST_LINES, ask)),
    stashesSince: async (time) =>
      (await readStashes(topLevel, ask)).filter((stash) => stash.time >= startOfSecond(time)),
    hasFile: async (commit, path) => (await askThere('cat-file', '-e', `${commit}:${path}`)) !== undefined,
    isTracked: async (path) => (await askThere('ls-files', '--error-unmatch', '--', path)) !== undefined,
  };
}

async function readHead(folder: string, ask: AskGit): Promise<Head | undefined> {
  const answer = await ask(folder, ['rev-parse', 'HEAD', '--abbrev-ref', 'HEAD']);
  const [commit, branch] = answer?.split('\n') ?? [];
  return commit === undefined ? undefined : { commit, branch: branch === 'HEAD' ? undefined : branch };
}

async function readReflog(folder: string, lines: number, ask: AskGit): Promise<readonly ReflogEntry[]> {
  const format = '--format=%gd%x09%H%x09%gs';
  const answer = await ask(folder, [
    'log',
    '--walk-reflogs',
    `-${lines}`,
    '--date=unix',
    format,
    'HEAD',
    '--',
  ]);
  return rows(answer).map(([selector = '', commit = '', action = '']) => ({
    time: Number(/\{(\d+)\}/.exec(selector)?.[1]) * 1000,
    commit,
    action,
  }));
}

async function readStashes(folder: string, ask: AskGit): Promise<readonly Stash[]> {
  const answer = await ask(folder, ['stash', 'list', `-${MOST_LINES}`, '--format=%gd%x09%H%x09%ct%x09%gs']);
  return rows(answer).map(([name = '', commit = '', seconds = '', message = '']) => ({
    ...{ name, commit, message },
    time: Number(seconds) * 1000,
  }));
}

function rows(answer: string | undefined): readonly (readonly string[])[] {
  return answer ? answer.split('\n').map((line) => line.split('\t')) : [];
}

function entriesAfter(
  marker: ReflogEntry | undefined,
  entries: readonly ReflogEntry[],
): readonly ReflogEntry[] {
  const index = entries.findIndex(
    ({ time, commit, action }) =>
      time === marker?.time && commit === marker.commit && action === marker.action,
  );
  return index < 0 ? entries : entries.slice(0, index);
}

function startOfSecond(time: number): number {
  return Math.floor(time / 1000) * 1000;
}
