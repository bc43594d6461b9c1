import type { ReportFact, SessionNotes, TestResult } from '@steadfast/core';
import type { ReportMessage } from './report-message.js';

/** What is kept of a report to tell the outcome: little, however many tests the file has. */
export interface AttemptReport {
  readonly fact: ReportFact;
  /** Started and not finished. */
  readonly runningTest?: string;
  readonly failed: readonly Pick<TestResult, 'id' | 'phase' | 'traceback'>[];
  readonly testsReported: number;
  /** Tests that were collected and did not run, as a complete report tells. */
  readonly notRun: number;
  /** Somebody else wrote to the report as well, or what was written makes no sense. */
  readonly isGarbled?: boolean;
  readonly usageError?: { readonly message: string; readonly notFound: readonly string[] };
  /** What the session said at its end. */
  readonly end?: SessionEnd;
}

/** How a session ended, and what it said. */
export type SessionEnd = Omit<Extract<ReportMessage, { type: 'session-notes' }>, 'type'>;

/** What of it is kept for people. */
export function notesOf({ end }: AttemptReport): SessionNotes | undefined {
  if (end === undefined) return undefined;
  const { exit: _exit, threads: _threads, statusBeforeHooks: _status, ...notes } = end;
  return Object.keys(notes).length === 0 ? undefined : notes;
}

/** Folds the messages of one attempt. */
export class AttemptReportBuilder {
  #runningTest: string | undefined;
  #finish: Extract<ReportMessage, { type: 'session-finished' }> | undefined;
  #usageError: AttemptReport['usageError'];
  #end: SessionEnd | undefined;
  #messages = 0;
  #testsReported = 0;
  readonly #failed: Pick<TestResult, 'id' | 'phase' | 'traceback'>[] = [];

  add(message: ReportMessage): void {
    this.#messages++;
    switch (message.type) {
      case 'test-started':
        this.#runningTest = message.id;
        break;
      case 'test-finished':
        this.#addTest(message);
        break;
      case 'usage-error':
        this.#usageError = { message: message.message, notFound: message.notFound };
        break;
      case 'session-finished':
        this.#finish = message;
        break;
      case 'session-notes': {
        const { type: _type, ...end } = message;
        this.#end = end;
        break;
      }
      case 'session-started':
      case 'collected':
      case 'imports':
        break;
    }
  }

  #addTest({ id, outcome, phase, traceback }: TestResult): void {
    this.#testsReported++;
    if (phase !== 'collect') this.#runningTest = undefined;
    if (outcome !== 'failed' && outcome !== 'error') return;
    this.#failed.push({
      id,
      ...(phase === undefined ? {} : { phase }),
      // Only a collection error is told apart by its text.
      ...(phase === 'collect' && traceback !== undefined ? { traceback } : {}),
    });
  }

  get report(): AttemptReport {
    return {
      fact: this.#fact,
      failed: this.#failed,
      testsReported: this.#testsReported,
      notRun: Math.max(0, (this.#finish?.collected ?? 0) - (this.#finish?.finished ?? 0)),
      ...(this.#runningTest === undefined ? {} : { runningTest: this.#runningTest }),
      ...(this.#usageError === undefined ? {} : { usageError: this.#usageError }),
      ...(this.#end === undefined ? {} : { end: this.#end }),
    };
  }

  get #fact(): ReportFact {
    if (this.#finish !== undefined && this.#finish.reported === this.#testsReported) return 'complete';
    return this.#messages === 0 ? 'absent' : 'partial';
  }
}
