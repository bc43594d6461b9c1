import { dirname } from 'node:path/posix';
import type { PlannedFile } from '../events.js';

/** What a file counts as when nothing is known of any file: only the relations matter then. */
const UNKNOWN_FILE_MS = 1000;

/** What is known of files before they run. */
export interface Knowledge {
  /** What files took in the past, in milliseconds. */
  readonly durations: ReadonlyMap<string, number>;
  /**
   * How many tests a file seems to have; 0 when that cannot be told. Called once for a file at most, and only where a file
   * without history makes it matter.
   */
  readonly countTests: (path: string) => number;
}

/** Where an estimate comes from: the file itself, its folder, the suite, or nothing but the number of tests. */
export type EstimateBasis = 'history' | 'folder' | 'suite' | 'none';

export interface Estimate extends PlannedFile {
  readonly basis: EstimateBasis;
}

/** What stands in for a file without history. */
interface TypicalFile {
  readonly basis: EstimateBasis;
  readonly durationMs: number;
  readonly tests: number;
}

/**
 * Gives every file an estimate: what it took; else the median of the files in its folder, else of the suite, scaled by its
 * number of tests.
 */
export function estimateFiles(
  paths: readonly string[],
  { durations, countTests }: Knowledge,
): readonly Estimate[] {
  const testsOf = remember(countTests);
  const typical = typicalFiles(paths, { durations, countTests: testsOf });
  return paths.map((path) => {
    const recorded = durations.get(path);
    if (recorded !== undefined) return { path, estimateMs: wholeMs(recorded), basis: 'history' };
    const { basis, durationMs, tests } = typical(dirname(path));
    // A file that makes its tests at run time shows none of them; it is not shorter for that.
    const scale = tests > 0 && testsOf(path) > 0 ? testsOf(path) / tests : 1;
    return { path, estimateMs: wholeMs(durationMs * scale), basis };
  });
}

/** What a file of a folder is like. */
function typicalFiles(
  paths: readonly string[],
  { durations, countTests }: Knowledge,
): (folder: string) => TypicalFile {
  const known = [...durations.keys()];
  const folders = groupByFolder(known);
  const typicalOf = (basis: EstimateBasis, files: readonly string[]): TypicalFile => ({
    basis,
    durationMs: median(files.map((path) => durations.get(path) ?? UNKNOWN_FILE_MS)),
    tests: median(files.map(countTests)),
  });
  const suite = remember(() => (known.length > 0 ? typicalOf('suite', known) : typicalOf('none', paths)));
  return remember((folder) => {
    const files = folders.get(folder);
    return files === undefined ? suite('') : typicalOf('folder', files);
  });
}

function groupByFolder(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const files = folders.get(dirname(path));
    if (files === undefined) folders.set(dirname(path), [path]);
    else files.push(path);
  }
  return folders;
}

/** The middle of a list that is not empty; one long file does not move it. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] as number;
  const lower = sorted[(sorted.length - 1) >> 1] as number;
  return (lower + upper) / 2;
}

function wholeMs(ms: number): number {
  return Math.max(1, Math.round(ms));
}

function remember<Value>(compute: (key: string) => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    let value = values.get(key);
    if (value === undefined) values.set(key, (value = compute(key)));
    return value;
  };
}
