import { readdir, readFile, readlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { PresenceCheck } from '../../presence/check-presence.js';
import type { TestFile } from '../../test-file.js';
import type { GitTree } from '../git.js';
import type { Missed, Sightings } from '../sightings.js';
import { findSuspects, windowOf } from './find-suspects.js';
import type { RunHistory } from './run-history.js';
import { tellingOf } from './telling-words.js';
import type { GitFacts, Place, SourceLine, Suspect, VanishingFacts } from './vanishing-facts.js';

/** Where facts come from. */
export interface FactSources {
  /** Absolute path. */
  readonly root: string;
  readonly startedAt: number;
  readonly sightings: Sightings;
  /** The folders that a file is in, from the root on. */
  readonly foldersAbove: (path: string) => readonly string[];
  readonly history: RunHistory;
  readonly git: GitTree | undefined;
}

/** Looks everything up that is known of a file that was not found. */
export async function gatherFacts(
  file: TestFile,
  check: PresenceCheck,
  sources: FactSources,
): Promise<VanishingFacts> {
  const [place, git] = await Promise.all([
    lookAround(file, sources.root),
    sources.git && gitFacts(file, sources.git, sources.startedAt),
  ]);
  const lastSeen = sources.sightings.lastSeen(file.absolutePath);
  const firstMissed = check.presence === 'present' ? undefined : firstMiss(file, sources);
  const facts = {
    file: file.path,
    stats: check.stats,
    place,
    ...(git === undefined ? {} : { git }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    ...(firstMissed === undefined ? {} : { firstMissed }),
  };
  if (lastSeen === undefined || firstMissed === undefined) return { ...facts, suspects: [] };
  const suspects = findSuspects(windowOf(lastSeen, firstMissed), sources.history);
  return {
    ...facts,
    suspects: await Promise.all(suspects.map((suspect) => withLines(suspect, facts, sources.root))),
  };
}

/** A file is gone with its folder, and that may have been noticed first. */
function firstMiss({ absolutePath }: TestFile, { sightings, foldersAbove }: FactSources): Missed | undefined {
  return [...foldersAbove(absolutePath), absolutePath]
    .flatMap((path) => sightings.firstMissed(path) ?? [])
    .reduce<Missed | undefined>(
      (first, missed) => (first === undefined || missed.time < first.time ? missed : first),
      undefined,
    );
}

async function lookAround({ absolutePath }: TestFile, root: string): Promise<Place> {
  const danglingLink = await readlink(absolutePath).catch(() => undefined);
  const own = dirname(absolutePath);
  for (let folder = own; ; folder = dirname(folder)) {
    const entries = await readdir(folder).catch(() => undefined);
    if (entries === undefined && folder !== dirname(folder)) continue;
    return {
      ...(danglingLink === undefined ? {} : { danglingLink }),
      folder: relative(root, folder).split(sep).join('/') || '.',
      isOwnFolder: folder === own,
      entries: (entries ?? []).sort(),
    };
  }
}

async function gitFacts({ absolutePath }: TestFile, git: GitTree, startedAt: number): Promise<GitFacts> {
  const path = relative(git.topLevel, absolutePath).split(sep).join('/');
  const { headAtStart } = git;
  const [headNow, reflog, stashes, isTracked] = await Promise.all([
    git.head(),
    git.reflogSinceStart(),
    git.stashesSince(startedAt),
    git.isTracked(path),
  ]);
  const has = async (head: { readonly commit: string } | undefined): Promise<boolean> =>
    head !== undefined && git.hasFile(head.commit, path);
  const [inHeadAtStart, inHeadNow] = await Promise.all([has(headAtStart), has(headNow)]);
  const inStashes = await Promise.all(
    stashes.map(async ({ commit }) => {
      // Untracked files are in its third parent, and it has all that HEAD has: https://git-scm.com/docs/git-stash#_discussion
      if (await git.hasFile(`${commit}^3`, path)) return true;
      return !inHeadNow && git.hasFile(commit, path);
    }),
  );
  return {
    ...(headAtStart === undefined ? {} : { headAtStart }),
    ...(headNow === undefined ? {} : { headNow }),
    reflog,
    stashes: stashes.map((stash, index) => ({ ...stash, holdsFile: inStashes[index] ?? false })),
    ...{ inHeadAtStart, inHeadNow, isTracked },
  };
}

/** Most lines of one test file that are shown. */
const MOST_LINES = 3;

async function withLines(
  suspect: Suspect,
  facts: Pick<VanishingFacts, 'file' | 'git' | 'place'>,
  root: string,
): Promise<Suspect> {
  if (suspect.kind !== 'attempt') return suspect;
  const source = await readFile(join(root, suspect.file), 'utf8').catch(() => '');
  const telling: SourceLine[] = [];
  for (const [index, line] of source.split('\n').entries()) {
    if (telling.length < MOST_LINES && tellingOf(line, facts) !== undefined) {
      telling.push({ number: index + 1, text: line.trim() });
    }
  }
  return { ...suspect, telling };
}
