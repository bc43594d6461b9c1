import { isGreen, type Verdict } from '../verdict.js';
import type { TestCollection } from './attempt-tests.js';
import { type FileEnd, unfit } from './file-end.js';

/** What became of a part, and what it knew of the tests of its file; nothing when it did not get so far. */
export interface PartEnd {
  readonly end: FileEnd;
  readonly collection?: TestCollection | undefined;
}

/** Of the verdicts of a file's parts the first one in this list is the file's. */
const WORST_FIRST: readonly Verdict[] = [
  'error',
  'crashed',
  'timed-out',
  'missing',
  'failed',
  // What failed counts, although not everything has run.
  'cancelled',
  'flaky',
  'recovered',
  'passed',
];

/** Makes one end of those of all parts, in order. A test that ran in none of them, or in two, makes it an error. */
export function joinParts(parts: readonly PartEnd[]): FileEnd {
  const ends = parts.map(({ end }) => end);
  const failedTests = ends.reduce((sum, end) => sum + end.failedTests, 0);
  const [worst] = [...ends].sort((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict));
  if (worst === undefined) throw new Error('A file has at least one part.');
  const reason = differenceOf(parts, isGreen(worst.verdict));
  return reason === undefined ? { ...worst, failedTests } : unfit(reason, failedTests);
}

/** What is wrong with the parts as parts of one whole. */
function differenceOf(parts: readonly PartEnd[], isComplete: boolean): string | undefined {
  const known = parts.flatMap(({ collection }) => collection ?? []);
  if (known.length < parts.length) {
    // A red part says itself why it did not get so far.
    return isComplete
      ? 'Not every part of the file told its tests, so some of them may not have run.'
      : undefined;
  }
  const [first = { all: [], own: [] }, ...others] = known;
  for (const other of others) {
    const id = firstDifference(first.all, other.all);
    if (id !== undefined)
      return `The parts of the file do not have the same tests: ${id} is not the same in all. Without split it runs as one.`;
  }
  const id = firstDifference(
    first.all,
    known.flatMap(({ own }) => own),
  );
  return id === undefined
    ? undefined
    : `The parts of the file are not the whole: ${id} ran in none or in several.`;
}

function firstDifference(expected: readonly string[], ids: readonly string[]): string | undefined {
  const index = expected.findIndex((id, place) => id !== ids[place]);
  return index >= 0 ? expected[index] : ids[expected.length];
}
