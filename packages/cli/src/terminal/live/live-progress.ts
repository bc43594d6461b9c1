import type { FileRecord, RunCounts, RunEvent, Verdict } from '@steadfast/core';
import { countTests } from '../counts-text.js';
import { timeLeftMs } from './time-left.js';

/** An attempt that runs now. */
export interface RunningAttempt {
  readonly attemptId: string;
  readonly file: string;
  /** 0-based. */
  readonly slot: number;
  readonly attempt: number;
  readonly startedAt: number;
  /** 0 when nothing is known. */
  readonly estimateMs: number;
  /** The test that runs now. */
  readonly test?: string;
}

type TestCounts = RunCounts['tests'];

/** Where a run is, gathered from its events. */
export class LiveProgress {
  startedAt = 0;
  total = 0;
  done = 0;
  readonly files: Partial<Record<Verdict, number>> = {};
  readonly tests: { -readonly [K in keyof TestCounts]?: number } = {};
  #slots = 1;
  #finishedMs = 0;
  /** Estimates of files that have not been started. */
  readonly #waiting = new Map<string, number>();
  readonly #running = new Map<string, RunningAttempt>();

  /** Attempts by slot. */
  get running(): readonly RunningAttempt[] {
    return [...this.#running.values()].sort((a, b) => a.slot - b.slot);
  }

  add(event: RunEvent): void {
    if (event.type === 'run-started') {
      this.startedAt = event.time;
      this.total = event.files.length;
      this.#slots = event.slots;
      for (const { path, estimateMs } of event.files) this.#waiting.set(path, estimateMs);
    } else if (event.type === 'attempt-started') {
      const { attemptId, file, slot, attempt, time } = event;
      const estimateMs = this.#waiting.get(file) ?? 0;
      this.#waiting.delete(file);
      this.#running.set(attemptId, { attemptId, file, slot, attempt, startedAt: time, estimateMs });
    } else if (event.type === 'test-started') {
      const attempt = this.#running.get(event.attemptId);
      if (attempt !== undefined) this.#running.set(event.attemptId, { ...attempt, test: event.id });
    } else if (event.type === 'attempt-finished') {
      this.#running.delete(event.attemptId);
    }
  }

  /** Counts a file that is over. */
  close(file: FileRecord): void {
    this.#waiting.delete(file.path);
    const { verdict, durationMs = 0 } = file;
    if (verdict === undefined || verdict === 'cancelled') return;
    this.done++;
    this.#finishedMs += durationMs;
    this.files[verdict] = (this.files[verdict] ?? 0) + 1;
    for (const [outcome, count] of Object.entries(countTests(file)) as [keyof TestCounts, number][]) {
      this.tests[outcome] = (this.tests[outcome] ?? 0) + count;
    }
  }

  timeLeftMs(now: number): number | undefined {
    const estimates = [...this.#waiting.values()];
    return timeLeftMs({
      slots: this.#slots,
      waiting: {
        estimatedMs: estimates.reduce((sum, ms) => sum + ms, 0),
        withoutEstimate: estimates.filter((ms) => ms === 0).length,
      },
      running: this.running.map(({ estimateMs, startedAt }) => ({ estimateMs, elapsedMs: now - startedAt })),
      finished: { files: this.done, totalMs: this.#finishedMs },
    });
  }
}

/** Whether an attempt takes longer than it should: twice its estimate, or half a minute where there is none. */
export function isSlow({ startedAt, estimateMs }: RunningAttempt, now: number): boolean {
  const PATIENCE_MS = 30_000;
  const SLACK_MS = 2_000;
  return now - startedAt > (estimateMs > 0 ? 2 * estimateMs + SLACK_MS : PATIENCE_MS);
}
