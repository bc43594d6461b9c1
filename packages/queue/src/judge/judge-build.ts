import { isGreen, type Verdict } from '@steadfast/core';
import type { CountedVerdict } from '../book/entries.js';

/** One generation of a build: the first runs everything, each rerun what was red or unfinished. */
export interface Generation {
  readonly files: readonly string[];
  readonly counted: ReadonlyMap<string, CountedVerdict>;
}

/** A file as the build as a whole sees it. */
export interface JudgedFile {
  readonly path: string;
  /** Of the newest generation that has one; absent when the file was never counted. */
  readonly counted?: CountedVerdict;
}

/** What a build came to. */
export interface BuildJudgement {
  readonly files: readonly JudgedFile[];
  readonly red: readonly JudgedFile[];
  readonly unfinished: readonly JudgedFile[];
  readonly counts: Readonly<Partial<Record<Verdict, number>>>;
  readonly exitCode: 0 | 1 | 5;
}

/** Judges a build by its book: it is red unless every file of the suite has a green verdict that counts. */
export function judgeBuild(suite: readonly string[], generations: readonly Generation[]): BuildJudgement {
  const files = suite.map((path): JudgedFile => {
    const counted = generations.findLast((generation) => generation.counted.has(path))?.counted.get(path);
    return { path, ...(counted !== undefined && { counted }) };
  });
  const open = openFiles(generations);
  const unfinished = files.filter(({ path, counted }) => counted === undefined || open.has(path));
  const red = files.filter(({ counted }) => counted !== undefined && !isGreen(counted.verdict));
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { counted } of files) if (counted) counts[counted.verdict] = (counts[counted.verdict] ?? 0) + 1;
  const green = red.length === 0 && unfinished.length === 0;
  return { files, red, unfinished, counts, exitCode: files.length === 0 ? 5 : green ? 0 : 1 };
}

/** The files of the next generation. */
export function filesToRerun({ red, unfinished }: BuildJudgement): readonly string[] {
  return [...new Set([...red, ...unfinished].map(({ path }) => path))].sort();
}

/** Files that were to run, or to run again, and have not. */
function openFiles(generations: readonly Generation[]): ReadonlySet<string> {
  const open = new Set<string>();
  for (const { files, counted } of generations)
    for (const path of files)
      if (counted.has(path)) open.delete(path);
      else open.add(path);
  return open;
}
