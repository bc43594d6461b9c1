import {
  type FileRecord,
  failuresOf,
  isFailure,
  type RunRecord,
  testHistories,
} from '@steadfast/core/record';

/** What is different from an earlier run. Lists are sorted: names by path, durations by how much they changed. */
export interface Comparison {
  readonly earlier: { readonly runId: string; readonly startedAt: number; readonly durationMs: number };
  readonly newlyFailing: readonly Change[];
  readonly stillFailing: readonly Change[];
  readonly fixed: readonly Change[];
  readonly newlyFlaky: readonly Change[];
  readonly slower: readonly DurationChange[];
  readonly faster: readonly DurationChange[];
  readonly added: readonly Change[];
  readonly removed: readonly Change[];
}

/** A test, or a file as a whole when `test` is absent. */
export interface Change {
  readonly file: string;
  readonly test?: string;
}

export interface DurationChange extends Change {
  readonly beforeMs: number;
  readonly afterMs: number;
}

type State = 'failing' | 'flaky' | 'fine';

interface Known extends Change {
  readonly state: State;
  readonly durationMs: number;
}

/** A duration that changed less than this factor, or by less than this many milliseconds, is noise. */
const NOISE = { factor: 1.5, ms: 200 };

/** Compares a run with an earlier one, test by test; files count where their tests do not speak for them. */
export function compareRuns(earlier: RunRecord, later: RunRecord): Comparison {
  const before = index(earlier);
  const after = index(later);
  const pairs = [...after].map(([key, now]) => ({ now, then: before.get(key) }));
  const changed = (keep: (now: Known, then: Known | undefined) => boolean): readonly Change[] =>
    pairs.filter(({ now, then }) => keep(now, then)).map(({ now }) => nameOf(now));
  const durations = pairs.flatMap(({ now, then }) => durationChange(now, then));
  return {
    earlier: { runId: earlier.runId, startedAt: earlier.startedAt, durationMs: earlier.durationMs },
    newlyFailing: changed((now, then) => now.state === 'failing' && then?.state !== 'failing'),
    stillFailing: changed((now, then) => now.state === 'failing' && then?.state === 'failing'),
    fixed: [
      ...changed(
        (now, then) => now.state !== 'failing' && then?.state === 'failing' && now.test !== undefined,
      ),
      ...fixedFiles(before, after),
    ],
    newlyFlaky: changed((now, then) => now.state === 'flaky' && then?.state !== 'flaky'),
    slower: durations.filter(({ beforeMs, afterMs }) => afterMs > beforeMs).sort(byChange),
    faster: durations.filter(({ beforeMs, afterMs }) => afterMs < beforeMs).sort(byChange),
    added: changed((now, then) => then === undefined && now.test !== undefined),
    removed: removed(before, after),
  };
}

function index({ files }: RunRecord): Map<string, Known> {
  const all = new Map<string, Known>();
  for (const file of files) {
    const { path } = file;
    for (const { id, last, flaky } of testHistories(file.attempts)) {
      const state = isFailure(last.outcome) ? 'failing' : flaky ? 'flaky' : 'fine';
      all.set(`${path}\n${id}`, { file: path, test: id, state, durationMs: last.durationMs });
    }
    all.set(path, { file: path, state: fileState(file), durationMs: file.durationMs ?? 0 });
  }
  return all;
}

/** A file fails as a whole only where its tests do not tell it. */
function fileState(file: FileRecord): State {
  return failuresOf(file).some(({ kind }) => kind === 'file') ? 'failing' : 'fine';
}

/** Files that were red as a whole, and are there and no longer red. */
function fixedFiles(
  before: ReadonlyMap<string, Known>,
  after: ReadonlyMap<string, Known>,
): readonly Change[] {
  return [...before.values()]
    .filter(
      ({ file, test, state }) =>
        test === undefined && state === 'failing' && after.get(file)?.state === 'fine',
    )
    .map(nameOf);
}

/** Files that are gone, and tests that are gone from others; a file that did not get to its tests has not lost them. */
function removed(before: ReadonlyMap<string, Known>, after: ReadonlyMap<string, Known>): readonly Change[] {
  return [...before]
    .filter(([key, { test, file }]) => {
      const now = after.get(file);
      return test === undefined ? now === undefined : now?.state === 'fine' && !after.has(key);
    })
    .map(([, known]) => nameOf(known));
}

function durationChange(now: Known, then: Known | undefined): readonly DurationChange[] {
  if (then === undefined || then.durationMs === 0 || now.durationMs === 0) return [];
  const [beforeMs, afterMs] = [then.durationMs, now.durationMs];
  const factor = Math.max(beforeMs, afterMs) / Math.min(beforeMs, afterMs);
  if (factor < NOISE.factor || Math.abs(afterMs - beforeMs) < NOISE.ms) return [];
  return [{ ...nameOf(now), beforeMs, afterMs }];
}

function byChange(a: DurationChange, b: DurationChange): number {
  return Math.abs(b.afterMs - b.beforeMs) - Math.abs(a.afterMs - a.beforeMs);
}

function nameOf({ file, test }: Change): Change {
  return test === undefined ? { file } : { file, test };
}
