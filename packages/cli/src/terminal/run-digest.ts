import {
  type FileRecord,
  isFailure,
  type Leak,
  plainTraceback,
  type TestHistory,
  testHistories,
  type TestOutcome,
  decisiveAttempt,
} from '@steadfast/core';
import { DEFAULT_DISPLAY, type SlowestTestsRequest } from '@steadfast/pytest';
import { ListedTests } from './listed-tests.js';
import { SessionNotesDigest } from './session-notes.js';
import { SlowestTests } from './slowest-tests.js';

/** A file that the summary has something to say about. */
export interface NotedFile extends Omit<FileRecord, 'attempts'> {
  readonly attempts: number;
  readonly leaks: readonly Leak[];
  readonly tests: readonly NotedTest[];
  /** What its last attempt was doing when the run ended before it. */
  readonly interrupted?: { readonly test: string | undefined; readonly afterMs: number };
}

/** A test that failed, at least once. */
export interface NotedTest {
  readonly id: string;
  readonly flaky: boolean;
  readonly outcome: TestOutcome;
  /** What failures of the same origin have in common: where it was raised, and what it said. */
  readonly cause: string;
  /** What it said when it failed first. */
  readonly message: string;
}

export interface SlowFile {
  readonly path: string;
  readonly durationMs: number;
}

/** How many of the slowest files are remembered. */
const SLOWEST = 5;

/**
 * What the end of a run tells about it, gathered while it goes on. Files that simply passed leave nothing here, so that
 * memory does not grow with them.
 */
export class RunDigest {
  readonly noted: NotedFile[] = [];
  slowest: readonly SlowFile[] = [];
  done = 0;
  /** Why services, set-up and teardown failed, in a line each. */
  readonly failedServices: string[] = [];
  readonly slowestTests: SlowestTests;
  readonly notes = new SessionNotesDigest();
  readonly listed: ListedTests;

  /** @param reportChars The letters of pytest's `-r`. */
  constructor(slowestTests?: SlowestTestsRequest, reportChars = DEFAULT_DISPLAY.reportChars) {
    this.slowestTests = new SlowestTests(slowestTests);
    this.listed = new ListedTests(reportChars);
  }

  /** Takes what became of a file. */
  add(file: FileRecord): void {
    if (file.state === 'finished') this.#count(file);
    this.notes.add(file);
    const histories = testHistories(file.attempts);
    for (const { last } of histories) {
      this.slowestTests.add(last);
      this.listed.add(last);
    }
    const leaks = file.attempts.flatMap((attempt) => attempt.leaks);
    if (file.verdict === 'passed' && leaks.length === 0) return;
    const tests = histories.filter(({ flaky, last }) => flaky || isFailure(last.outcome)).map(noteTest);
    const interrupted = interruptionOf(file);
    this.noted.push({ ...file, attempts: file.attempts.length, leaks, tests, ...interrupted });
  }

  #count({ path, durationMs = 0 }: FileRecord): void {
    this.done++;
    const slowest = [...this.slowest, { path, durationMs }].sort((a, b) => b.durationMs - a.durationMs);
    this.slowest = slowest.slice(0, SLOWEST);
  }
}

function interruptionOf({ state, attempts }: FileRecord): Pick<NotedFile, 'interrupted'> {
  const last = decisiveAttempt(attempts);
  if (state !== 'unfinished' || last === undefined) return {};
  return { interrupted: { test: last.runningTest, afterMs: last.durationMs ?? 0 } };
}

function noteTest({ id, flaky, results }: TestHistory): NotedTest {
  const first = results.find(({ outcome }) => isFailure(outcome));
  const message = firstLine(first?.message ?? '');
  const outcome = first?.outcome ?? 'failed';
  return { id, flaky, outcome, message, cause: `${placeOf(first)} ${message}` };
}

/** The last line of a traceback names the place: `tests/conftest.py:7: RuntimeError`. */
function placeOf(result: TestHistory['last'] | undefined): string {
  return (
    (result === undefined ? undefined : plainTraceback(result))?.trimEnd().split('\n').at(-1) ??
    result?.id ??
    ''
  );
}

/** The first line that says something. */
export function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}
