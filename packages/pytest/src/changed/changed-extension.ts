import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { AttemptTarget, Extension, TestFile } from '@steadfast/core';
import { changesSince, topOfRepository } from './git-changes.js';
import { type FileReads, type ReadsHistory, readReadsHistory, writeReadsHistory } from './reads-history.js';
import { type ChangedSelection, selectChanged } from './select-changed.js';

/** Where runs leave what test files read, below the project. */
const HISTORY = join('.steadfast', 'reads.json');

/** Asks the Python side to watch, from the beginning. */
export const RECORD_READS = { STEADFAST_RECORD_READS: '1' } as const;

export interface ChangedRequest {
  /** Absolute path of the project. */
  readonly root: string;
  /** Select what changed since this commit; run everything when absent. */
  readonly ref: string | undefined;
  /** Some tests of files are left out (`-k`): what they read is not all that they may read. */
  readonly isFiltered: boolean;
  /** Told what was selected. */
  readonly onSelected: (selection: ChangedSelection, files: readonly TestFile[]) => void;
}

/** Whether a run records what its files read: once somebody has asked for `--changed`, each one does. */
export function recordsReads(root: string, ref: string | undefined): boolean {
  return ref !== undefined || existsSync(join(root, HISTORY));
}

/** `--changed`: runs the files that a change may reach, and records what files read. */
export function changedExtension({ root, ref, isFiltered, onSelected }: ChangedRequest): Extension {
  const path = join(root, HISTORY);
  const seen = new Map<string, FileReads | undefined>();
  let top = realpathSync(root);
  let startedAt = Date.now();
  let inRepository = repositoryPaths(top);
  let digestOf = digests(top);
  return {
    name: '--changed',
    async selectFiles(files) {
      top = realpathSync(
        await topOfRepository(root).catch((error: unknown) => {
          if (ref !== undefined) throw error;
          return root;
        }),
      );
      inRepository = repositoryPaths(top);
      digestOf = digests(top);
      if (ref === undefined) return files;
      const candidates = files.map((file) => ({
        path: file.path,
        repositoryPath: inRepository(resolve(root, file.path)) ?? file.path,
      }));
      const selection = selectChanged(
        candidates,
        await changesSince(ref, top),
        readReadsHistory(path),
        digestOf,
      );
      onSelected(selection, files);
      return files.filter((file) => selection.selected.has(file.path));
    },
    prepare() {
      startedAt = Date.now();
      return Promise.resolve(undefined);
    },
    beforeAttempt: (attempt) => ({ STEADFAST_READS_FILE: readsFile(attempt) }),
    afterAttempt: ({ file, ...attempt }) => {
      if (isFiltered || (file.selection ?? []).length > 0) return;
      const reads = parseReads(readsFile(attempt));
      const earlier = seen.get(file.path);
      // A rerun runs the failed tests only. What nobody told, such as after a crash, is not known any more.
      seen.set(
        file.path,
        reads &&
          merge(
            digested(reads, { inRepository, digestOf, startedAt }),
            attempt.attempt > 1 ? earlier : undefined,
          ),
      );
    },
    async dispose() {
      if (seen.size > 0) await writeReadsHistory(path, updated(readReadsHistory(path), seen, root));
    },
  };
}

interface RawReads {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly searched: readonly string[];
  readonly isOpaque: boolean;
}

function readsFile({ directory }: Pick<AttemptTarget, 'directory'>): string {
  return join(directory, 'reads.json');
}

function parseReads(path: string): RawReads | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { files, folders, searched, isOpaque } = value as Partial<Record<keyof RawReads, unknown>>;
    return isTexts(files) && isTexts(folders) && isTexts(searched) && typeof isOpaque === 'boolean'
      ? { files, folders, searched, isOpaque }
      : undefined;
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

interface Tree {
  readonly inRepository: (absolute: string) => string | undefined;
  readonly digestOf: (path: string) => string;
  readonly startedAt: number;
}

/** What is of the repository, with its content. A file that changed while the tests ran was read in another state. */
function digested(
  { files, folders, searched, isOpaque }: RawReads,
  { inRepository, digestOf, startedAt }: Tree,
): FileReads {
  const own = new Map<string, string>();
  for (const file of files) {
    const path = inRepository(file);
    if (path !== undefined) own.set(path, isNewer(file, startedAt) ? 'changing' : digestOf(path));
  }
  const named = (paths: readonly string[]): readonly string[] =>
    paths.flatMap((folder) => {
      const path = inRepository(folder);
      return path === undefined ? [] : [path === '' ? '.' : path];
    });
  return { files: own, folders: named(folders), searched: named(searched), isOpaque };
}

const FOREIGN = /(^|\/)(\.git|\.steadfast|\.pytest_cache|__pycache__|node_modules|site-packages)(\/|$)/;

/** Where absolute paths are in the repository; `undefined` for what is not of it. Each is looked up once. */
function repositoryPaths(top: string): (absolute: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (absolute) => {
    if (!known.has(absolute)) known.set(absolute, repositoryPath(absolute, top));
    return known.get(absolute);
  };
}

function repositoryPath(absolute: string, top: string): string | undefined {
  const real = existsSync(absolute) ? realpathSync(absolute) : absolute;
  if (real !== top && !real.startsWith(top + sep)) return undefined;
  const path = relative(top, real).split(sep).join('/');
  return FOREIGN.test(path) ? undefined : path;
}

function isNewer(path: string, time: number): boolean {
  try {
    return statSync(path).mtimeMs >= time;
  } catch {
    return false;
  }
}

/** Digests of contents, each computed once. */
function digests(top: string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    let digest = known.get(path);
    if (digest === undefined) known.set(path, (digest = digestOfFile(join(top, path))));
    return digest;
  };
}

function digestOfFile(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  } catch {
    return 'absent';
  }
}

function merge(reads: FileReads, earlier: FileReads | undefined): FileReads {
  if (earlier === undefined) return reads;
  return {
    files: new Map([...earlier.files, ...reads.files]),
    folders: [...new Set([...earlier.folders, ...reads.folders])],
    searched: [...new Set([...earlier.searched, ...reads.searched])],
    isOpaque: earlier.isOpaque || reads.isOpaque,
  };
}

function updated(
  history: ReadsHistory | undefined,
  seen: ReadonlyMap<string, FileReads | undefined>,
  root: string,
): ReadsHistory {
  const all = new Map(history);
  for (const [test, reads] of seen) {
    if (reads === undefined) all.delete(test);
    else all.set(test, reads);
  }
  for (const test of [...all.keys()]) if (!existsSync(join(root, test))) all.delete(test);
  return all;
}
