import {
  type EventListener,
  EVENTS_VERSION,
  type Leak,
  type RunEvent,
  type RunEventBody,
} from '../events.js';
import type { Outcome } from '../outcome.js';
import { countRun } from '../record/count-run.js';
import { OpenFiles } from '../record/open-files.js';
import { recordFromEvents } from '../record/record-builder.js';
import type { TestOutcome, TestResult } from '../test-result.js';
import type { Verdict } from '../verdict.js';

type Body<T extends RunEvent['type']> = Extract<RunEventBody, { type: T }>;

/** Tests of an attempt: outcome by name, or the whole result. */
export type ScriptedTests = Readonly<Record<string, TestOutcome | Partial<TestResult>>>;

export interface ScriptedAttempt {
  readonly outcome?: Outcome;
  readonly tests?: ScriptedTests;
  readonly output?: string;
  readonly leaks?: readonly Leak[];
  readonly started?: Partial<Body<'attempt-started'>>;
  readonly finished?: Partial<Body<'attempt-finished'>>;
  /** The run was killed in the middle of the attempt. */
  readonly unfinished?: boolean;
}

/** Writes the events of a run for specs; every event is one second after the one before. */
export class ScriptedRun {
  readonly events: RunEvent[] = [];
  #attempts = 0;
  readonly #attemptsOf = new Map<string, number>();

  constructor(files: readonly string[], start: Partial<Body<'run-started'>> = {}) {
    this.emit({
      type: 'run-started',
      version: EVENTS_VERSION,
      runId: 'run-1',
      root: '/project',
      slots: 2,
      files: files.map((path) => ({ path, estimateMs: 1000 })),
      tools: {},
      ...start,
    });
  }

  emit(...bodies: readonly RunEventBody[]): this {
    for (const body of bodies)
      this.events.push({ time: 1_000_000 + this.events.length * 1000, project: '.', ...body });
    return this;
  }

  attempt(file: string, script: ScriptedAttempt = {}): this {
    const attempt = (this.#attemptsOf.get(file) ?? 0) + 1;
    this.#attemptsOf.set(file, attempt);
    const attemptId = `run-1-${++this.#attempts}`;
    const slot = 0;
    const cause = attempt === 1 ? 'first' : 'rerun';
    this.emit({
      ...{
        type: 'attempt-started',
        file,
        attempt,
        attemptId,
        slot,
        cause,
        isolation: 'spawn',
        selection: [],
      },
      ...script.started,
    });
    for (const [name, result] of Object.entries(script.tests ?? {})) {
      const test = scriptedTest(file, name, result);
      this.emit({ type: 'test-started', file, attemptId, id: test.id });
      this.emit({ type: 'test-finished', file, attemptId, test });
    }
    for (const leak of script.leaks ?? []) this.emit({ type: 'leak-found', file, attemptId, leak });
    if (script.unfinished === true) return this;
    return this.emit({
      ...{ type: 'attempt-finished', file, attempt, attemptId, slot, outcome: script.outcome ?? 'passed' },
      ending: { process: { kind: 'exited', exitCode: script.outcome === undefined ? 0 : 1 } },
      ...{ report: 'complete', durationMs: 1500, output: { text: script.output ?? '', omittedBytes: 0 } },
      ...script.finished,
    });
  }

  verdict(file: string, verdict: Verdict, more: Partial<Body<'file-finished'>> = {}): this {
    const attempts = this.#attemptsOf.get(file) ?? 0;
    return this.emit({ type: 'file-finished', file, verdict, attempts, durationMs: 2000, ...more });
  }

  /** Every event as a listener hears it. */
  replay(listen: EventListener): this {
    const open = new OpenFiles();
    for (const event of this.events) listen(event, open.add(event));
    return this;
  }

  finish(more: Partial<Body<'run-finished'>> = {}): this {
    const counts = countRun(recordFromEvents(this.events).files);
    return this.emit({
      ...{ type: 'run-finished', exitCode: 0, durationMs: 10_000, counts, notRun: [] },
      ...more,
    });
  }
}

export function scriptedTest(
  file: string,
  name: string,
  result: TestOutcome | Partial<TestResult>,
): TestResult {
  const known = typeof result === 'string' ? { outcome: result } : result;
  const className = file.replace(/\.py$/, '').replaceAll('/', '.');
  return { id: `${file}::${name}`, outcome: 'passed', durationMs: 250, className, name, ...known };
}
