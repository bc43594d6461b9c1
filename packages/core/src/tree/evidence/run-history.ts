import type { Leak, RunEvent } from '../../events.js';
import type { Outcome } from '../../outcome.js';

/** An attempt, as far as evidence needs it. Times are milliseconds since the epoch. */
export interface PastAttempt {
  readonly file: string;
  readonly from: number;
  /** Absent while it runs. */
  readonly to?: number;
  readonly outcome?: Outcome;
  /** The test that started last. */
  readonly test?: string;
}

/** A leak, with where it comes from. */
export interface PastLeak {
  readonly file: string;
  readonly leak: Leak;
  /** When its attempt had ended and it was found. */
  readonly foundAt: number;
}

/** A process that a test had started and that was seen while something happened to the tree. */
export interface SeenProcess {
  readonly pid: number;
  readonly command: string;
  readonly file: string;
  readonly test?: string;
}

/** What was going on when something happened to the tree. */
export interface Moment {
  readonly time: number;
  /** The attempts that were running, each with its test. */
  readonly running: readonly PastAttempt[];
  readonly processes: readonly SeenProcess[];
}

/** More of them are no help, and many files that come and go make many. */
const MOST_MOMENTS = 100;

/** Moments that are closer than this are one. */
const SAME_MOMENT_MS = 50;

/** What a run has done so far, folded from its events. */
export class RunHistory {
  readonly leaks: PastLeak[] = [];
  readonly moments: Moment[] = [];
  readonly #files = new Map<string, string>();
  readonly #running = new Map<string, PastAttempt>();
  readonly #ended: PastAttempt[] = [];

  readonly listen = (event: RunEvent): void => {
    switch (event.type) {
      case 'attempt-started':
        this.#files.set(event.attemptId, event.file);
        this.#running.set(event.attemptId, { file: event.file, from: event.time });
        break;
      case 'test-started': {
        const attempt = this.#running.get(event.attemptId);
        if (attempt !== undefined) this.#running.set(event.attemptId, { ...attempt, test: event.id });
        break;
      }
      case 'leak-found':
        this.leaks.push({ file: event.file, leak: event.leak, foundAt: event.time });
        break;
      case 'attempt-finished': {
        const attempt = this.#running.get(event.attemptId);
        this.#running.delete(event.attemptId);
        if (attempt !== undefined) this.#ended.push({ ...attempt, to: event.time, outcome: event.outcome });
        break;
      }
      case 'run-started':
      case 'test-finished':
      case 'presence-checked':
      case 'retry-scheduled':
      case 'file-finished':
      case 'tree-changed':
      case 'service-changed':
      case 'notice':
      case 'run-cancelled':
      case 'run-finished':
        break;
    }
  };

  /** Attempts that ran at some time from `from` to `to`, and had something to run. */
  attemptsBetween(from: number, to: number): readonly PastAttempt[] {
    return [...this.#ended, ...this.#running.values()].filter(
      (attempt) => attempt.from <= to && (attempt.to ?? Infinity) >= from && attempt.outcome !== 'not-found',
    );
  }

  fileOf(attemptId: string): string | undefined {
    return this.#files.get(attemptId);
  }

  /** Keeps what is going on now. The processes are asked for only where there is no such moment yet. */
  mark(time: number, processes: () => readonly SeenProcess[]): void {
    const last = this.moments.at(-1);
    if (last !== undefined && time - last.time < SAME_MOMENT_MS) return;
    if (this.moments.length >= MOST_MOMENTS) this.moments.shift();
    this.moments.push({ time, running: [...this.#running.values()], processes: processes() });
  }
}
