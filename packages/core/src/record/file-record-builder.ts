import type { PlannedFile, RunEvent } from '../events.js';
import { isFailure } from './test-history.js';
import type { AttemptRecord, FileRecord, FileState, PresenceRecord } from './run-record.js';

/** An event that belongs to one file. */
export type FileEvent = Extract<RunEvent, { readonly file: string }>;

/** An event that belongs to the run as a whole. */
export type RunWideEvent = Exclude<RunEvent, FileEvent>;

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Folds the events of one file into its record; can be asked at any time. */
export class FileRecordBuilder {
  readonly #attempts: Growing<AttemptRecord>[] = [];
  readonly #presenceChecks: PresenceRecord[] = [];
  #pauseMs = 0;
  #end: Extract<RunEvent, { type: 'file-finished' }> | undefined;

  constructor(private readonly file: PlannedFile) {}

  add(event: FileEvent): void {
    switch (event.type) {
      case 'presence-checked': {
        const { time, presence, stats } = event;
        this.#presenceChecks.push({ time, presence, stats });
        break;
      }
      case 'retry-scheduled':
        this.#pauseMs = event.pauseMs;
        break;
      case 'attempt-started':
        this.#startAttempt(event);
        break;
      case 'test-started':
        this.#update(event.attemptId, (attempt) => (attempt.runningTest = event.id));
        break;
      case 'test-finished':
        this.#update(event.attemptId, (attempt) => {
          delete attempt.runningTest;
          attempt.tests.push(event.test);
        });
        break;
      case 'leak-found':
        this.#update(event.attemptId, (attempt) => attempt.leaks.push(event.leak));
        break;
      case 'attempt-finished':
        this.#finishAttempt(event);
        break;
      case 'file-finished':
        this.#end = event;
        this.#dropDullOutput();
        break;
    }
  }

  get record(): FileRecord {
    const end = this.#end;
    return {
      path: this.file.path,
      estimateMs: this.file.estimateMs,
      state: this.#state,
      ...(end && { verdict: end.verdict, durationMs: end.durationMs }),
      ...(end?.reason !== undefined && { reason: end.reason }),
      ...(end?.evidence !== undefined && { evidence: end.evidence }),
      ...(end?.fault !== undefined && { fault: end.fault }),
      retries: {
        missing: this.#attemptsFor('missing'),
        rerun: this.#attemptsFor('rerun'),
        confirm: this.#attemptsFor('confirm'),
        repeat: this.#attemptsFor('repeat'),
        lost: this.#attemptsFor('lost'),
        remainder: this.#attemptsFor('remainder'),
      },
      presenceChecks: [...this.#presenceChecks],
      attempts: this.#attempts.map((attempt) => ({
        ...attempt,
        tests: [...attempt.tests],
        leaks: [...attempt.leaks],
      })),
    };
  }

  get #state(): FileState {
    if (this.#end !== undefined && this.#end.verdict !== 'cancelled') return 'finished';
    return this.#attempts.length > 0 ? 'unfinished' : 'not-run';
  }

  #attemptsFor(cause: AttemptRecord['cause']): number {
    return this.#attempts.filter((attempt) => attempt.cause === cause).length;
  }

  #startAttempt(event: Extract<RunEvent, { type: 'attempt-started' }>): void {
    const known = without(event, 'type', 'file', 'time', 'project');
    this.#attempts.push({
      ...known,
      startedAt: event.time,
      pauseMs: this.#pauseMs,
      selection: [...event.selection],
      tests: [],
      leaks: [],
    });
    this.#pauseMs = 0;
  }

  #finishAttempt(event: Extract<RunEvent, { type: 'attempt-finished' }>): void {
    this.#update(event.attemptId, (attempt) => {
      delete attempt.runningTest;
      Object.assign(attempt, without(event, 'type', 'file', 'time', 'project'));
      // It is announced when its process runs, and holds its slot from before that.
      attempt.startedAt = event.time - event.durationMs;
    });
  }

  #update(attemptId: string, change: (attempt: Growing<AttemptRecord>) => void): void {
    const attempt = this.#attempts.find((each) => each.attemptId === attemptId);
    if (attempt !== undefined) change(attempt);
  }

  /** Memory must not grow with what green tests print. */
  #dropDullOutput(): void {
    for (const attempt of this.#attempts) {
      const passed = attempt.outcome === 'passed' || attempt.outcome === 'no-tests';
      if (
        passed &&
        this.#end?.verdict !== 'flaky' &&
        !attempt.tests.some(({ outcome }) => isFailure(outcome))
      ) {
        delete attempt.output;
      }
    }
  }
}

function without<T extends object, K extends keyof T>(event: T, ...keys: readonly K[]): Omit<T, K> {
  const copy = { ...event };
  for (const key of keys) Reflect.deleteProperty(copy, key);
  return copy;
}
