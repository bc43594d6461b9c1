import type { TestHistory } from '@steadfast/core/record';
import { byUrgency, type FileEntry } from '../data/report.js';
import type { Route } from '../route/route.js';
import { fileMatches, testMatches } from './filters.js';

/** One line of the list. */
export type Row =
  | { readonly kind: 'run' }
  | { readonly kind: 'file'; readonly entry: FileEntry; readonly open: boolean }
  | { readonly kind: 'test'; readonly entry: FileEntry; readonly test: TestHistory }
  /** The first line of what went wrong. */
  | {
      readonly kind: 'message';
      readonly entry: FileEntry;
      readonly test?: TestHistory;
      readonly text: string;
    }
  /** Tests that are not listed until somebody asks for them. */
  | { readonly kind: 'more'; readonly entry: FileEntry; readonly count: number };

export interface Rows {
  readonly rows: readonly Row[];
  readonly files: number;
  /** Tests that the search found. */
  readonly tests: number;
}

/** What a reader did to a file of the list, by its index: listed all of its tests, or none. */
export type Folding = ReadonlyMap<number, 'all' | 'none'>;

/** The lines of the list, for what is searched, filtered and opened. */
export function rowsOf(
  files: readonly FileEntry[],
  { query, only, sort }: Pick<Route, 'query' | 'only' | 'sort'>,
  folding: Folding,
): Rows {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: Row[] = query === '' && only.length === 0 ? [{ kind: 'run' }] : [];
  let fileCount = 0;
  let testCount = 0;
  for (const entry of sorted(files, sort)) {
    if (only.length > 0 && !only.some((filter) => fileMatches(entry, filter))) continue;
    const found = words.length === 0 ? undefined : search(entry, words);
    if (found?.length === 0 && !includesAll(entry.fileText, words)) continue;
    fileCount++;
    testCount += found?.length ?? 0;
    addFile(rows, entry, found, only, folding.get(entry.index));
  }
  return { rows, files: fileCount, tests: testCount };
}

function sorted(files: readonly FileEntry[], sort: Route['sort']): readonly FileEntry[] {
  switch (sort) {
    case 'path':
      return files;
    case 'time':
      return files.toSorted((a, b) => b.durationMs - a.durationMs);
    case 'urgency':
      return files.toSorted(byUrgency);
  }
}

/** The tests that hold all words; a word may also be in the path, which is part of their ids. */
function search(entry: FileEntry, words: readonly string[]): readonly TestHistory[] {
  // A search for a file is not one for all of its tests.
  if (includesAll(entry.path.toLowerCase(), words)) return [];
  return entry.tests.filter((_, index) => includesAll(entry.testTexts[index] ?? '', words));
}

function includesAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

function addFile(
  rows: Row[],
  entry: FileEntry,
  found: readonly TestHistory[] | undefined,
  only: Route['only'],
  folded: 'all' | 'none' | undefined,
): void {
  const asked = only.filter((filter) => filter === 'skipped');
  const notable =
    asked.length > 0
      ? entry.tests.filter((test) => asked.some((filter) => testMatches(test, filter)))
      : entry.notableTests;
  const byDefault = found !== undefined && found.length > 0 ? found : notable;
  const shown = folded === 'all' ? entry.tests : folded === 'none' ? [] : byDefault;
  const fileMessage = messageOf(entry);
  const open = folded !== 'none' && (shown.length > 0 || fileMessage !== undefined);
  rows.push({ kind: 'file', entry, open });
  if (folded !== 'none' && fileMessage !== undefined)
    rows.push({ kind: 'message', entry, text: fileMessage });
  for (const test of shown) {
    rows.push({ kind: 'test', entry, test });
    const message = firstLine(test.results.find((result) => result.message !== undefined)?.message);
    if ((message !== undefined && test.last.outcome !== 'passed') || (message !== undefined && test.flaky))
      rows.push({ kind: 'message', entry, test, text: message });
  }
  const hidden = entry.tests.length - shown.length;
  if (open && folded !== 'all' && shown.length > 0 && hidden > 0)
    rows.push({ kind: 'more', entry, count: hidden });
}

/** Why a file is not simply green, where its tests do not tell. */
function messageOf({ file, failures, leaks, status }: FileEntry): string | undefined {
  if (failures.some(({ kind }) => kind === 'file'))
    return firstLine(file.evidence?.summary ?? file.reason) ?? status;
  if (status === 'recovered') return firstLine(file.reason) ?? 'not found at first, though it was there';
  const [leak] = leaks;
  if (leak !== undefined) return `left behind: ${firstLine(leak.command) ?? `pid ${leak.pid}`}`;
  return undefined;
}

function firstLine(text: string | undefined): string | undefined {
  return text?.split('\n').find((line) => line.trim() !== '');
}
