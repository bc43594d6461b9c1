import type { AttemptProcess, AttemptRequest, Launch, RunningAttempt } from '../adapter.js';
import type { Leak } from '../events.js';
import type { AttemptEnding, Classification, Fault, ProcessFact } from '../outcome.js';
import { BoundedOutput } from '../process/bounded-output.js';
import { START_TOLERANCE_MS } from '../process/end-survivors.js';
import type { TestResult } from '../test-result.js';
import { AttemptAnnouncement } from './attempt-announcement.js';
import type { AttemptPlan, AttemptResult } from './attempt-plan.js';
import { AttemptTests } from './attempt-tests.js';
import { asFault, faultText } from './fault.js';
import type { ProjectContext } from './project-context.js';
import { TestLimit } from './test-limit.js';
import { TestTimeline } from './test-timeline.js';
import { watchAttempt } from './watch-attempt.js';

/**
 * Runs one process to its end: start, watch the time, end all that it started, tell the outcome. What is broken on the way
 * makes the outcome `internal-error`; the process is ended all the same.
 */
export async function runAttempt(plan: AttemptPlan, context: ProjectContext): Promise<AttemptResult> {
  const attempt = new Attempt(plan, context);
  return attempt.run();
}

class Attempt {
  readonly #id: string;
  readonly #output = new BoundedOutput();
  readonly #timeline = new TestTimeline();
  readonly #tests: AttemptTests;
  readonly #limit: TestLimit | undefined;
  readonly #announcement: AttemptAnnouncement;
  readonly #startedAt: number;
  readonly #oomKillsBefore: number | undefined;
  readonly #stoppedBefore: number;

  constructor(
    private readonly plan: AttemptPlan,
    private readonly context: ProjectContext,
  ) {
    this.#id = context.nextAttemptId();
    this.#startedAt = context.clock.now();
    this.#stoppedBefore = context.cancellation.suspension.totalMs;
    this.#oomKillsBefore = context.oomKills();
    this.#announcement = new AttemptAnnouncement(this.#id, plan, context.emit);
    const limitMs = plan.file.testTimeoutMs ?? context.policy.testTimeoutMs;
    const { clock, cancellation } = context;
    const { suspension } = cancellation;
    this.#tests = new AttemptTests(() => clock.now() - suspension.totalMs);
    if (limitMs > 0) this.#limit = new TestLimit(limitMs, this.#tests, { clock, suspension }, this.#tellTest);
  }

  async run(): Promise<AttemptResult> {
    const { directories, live } = this.context;
    let directory: string | undefined;
    try {
      directory = directories.attempts.take();
      const request = this.#request(directory);
      live.set(this.#id, { file: this.plan.file, output: this.#output, startedAt: this.#startedAt });
      return await this.#runTo(request);
    } catch (error) {
      return this.#finish(...broken(asFault('making the attempt', error)));
    } finally {
      live.delete(this.#id);
      if (directory !== undefined) directories.attempts.giveBack(directory);
    }
  }

  async #runTo(request: AttemptRequest): Promise<AttemptResult> {
    const { adapter, extensions, policy } = this.context;
    const { file, lost } = this.plan;
    const exported = await extensions.beforeAttempt(request);
    const running = adapter.start({ ...request, environment: { ...request.environment, ...exported } });
    this.#announcement.processIs(running.process);
    const timeoutMs = file.timeoutMs ?? policy.fileTimeoutMs;
    const limits = { timeoutMs, test: this.#limit, lost };
    const { fact, endedByUs } = await watchAttempt(running.process, limits, this.context);
    // What we end early is ended with all that it started.
    const leaks = await this.#endSurvivors(running.process, endedByUs === undefined ? policy.leaks : 'kill');
    const ending = {
      process: fact,
      ...(endedByUs === undefined ? this.#oomKillsSince(fact) : { endedByUs }),
    };
    const told = this.#failOnLeaks(classify(running, ending), leaks);
    const { classification, overdue } =
      endedByUs === 'test-timeout' && this.#limit !== undefined
        ? this.#limit.judge(told)
        : { classification: told };
    const isDoubted =
      classification.confirm !== undefined &&
      !this.plan.isSettled({ process: fact, classification, overdue });
    const fault = await extensions.afterAttempt({
      ...request,
      isTrial: isDoubted || this.plan.cause === 'repeat',
    });
    const result = this.#finish(
      ending,
      fault === undefined ? classification : spoiled(classification, fault),
    );
    return { ...result, isDoubted, ...(overdue === undefined ? {} : { overdue }) };
  }

  #request(directory: string): AttemptRequest {
    const { file, attempt, cause, selection, share, isolation, slot } = this.plan;
    const { emit, runId, clock, directories } = this.context;
    return {
      ...{ file, attempt, cause, selection, isolation, slot, attemptId: this.#id, runId, directory },
      ...(share !== undefined && { share }),
      environment: {
        STEADFAST_RUN_ID: runId,
        STEADFAST_ATTEMPT_ID: this.#id,
        STEADFAST_ATTEMPT: String(attempt),
        STEADFAST_SLOT: String(slot),
        STEADFAST_RUN_DIRECTORY: directories.shared,
        STEADFAST_SLOT_DIRECTORY: directories.ofSlot(slot),
      },
      onStarted: (pid: number, launch: Launch) => {
        this.#announcement.make(pid, launch);
      },
      onOutput: (chunk) => {
        this.#output.write(chunk);
        this.#limit?.wrote(chunk);
      },
      ...((this.#limit !== undefined || share?.kind === 'part') && {
        onCollected: (tests, all) => {
          this.#tests.collected(tests, all);
        },
      }),
      onTestStarted: (id, time = clock.now()) => {
        if (this.#limit?.isReached === true) return;
        this.#announcement.make();
        this.#timeline.started(id, time);
        this.#tests.started(id);
        emit({ type: 'test-started', file: file.path, attemptId: this.#id, id });
      },
      onTest: (test) => {
        if (this.#limit?.isReached !== true) this.#tellTest(test);
      },
      onNotice: (message) => {
        emit({ type: 'notice', level: 'warning', message });
      },
    };
  }

  readonly #tellTest = (test: TestResult): void => {
    this.#announcement.make();
    this.#timeline.finished(this.context.clock.now());
    this.#tests.finished(test);
    this.context.emit({ type: 'test-finished', file: this.plan.file.path, attemptId: this.#id, test });
  };

  async #endSurvivors(process: AttemptProcess, policy: 'kill' | 'warn' | 'fail'): Promise<readonly Leak[]> {
    const { supervisor, adapter, emit } = this.context;
    const { file } = this.plan;
    const leaks = await supervisor.collectLeaks({
      process,
      attemptId: this.#id,
      policy,
      testOf: ({ environment, startedAt }) =>
        adapter.testOf?.(file, environment) ?? this.#timeline.at(startedAt, START_TOLERANCE_MS),
    });
    process.release?.(leaks.filter(({ ended }) => !ended).map(({ pid }) => pid));
    this.#announcement.make();
    for (const leak of leaks) emit({ type: 'leak-found', file: file.path, attemptId: this.#id, leak });
    return leaks;
  }

  #finish(ending: AttemptEnding, classification: Classification): AttemptResult {
    const { clock, emit, cancellation } = this.context;
    const { outcome, report, reason, runningTest, fault, notes } = classification;
    this.#announcement.make();
    emit({
      type: 'attempt-finished',
      file: this.plan.file.path,
      attempt: this.plan.attempt,
      attemptId: this.#id,
      slot: this.plan.slot,
      outcome,
      ending,
      report,
      durationMs: clock.now() - this.#startedAt - (cancellation.suspension.totalMs - this.#stoppedBefore),
      output: this.#output.excerpt(),
      ...(reason === undefined ? {} : { reason }),
      ...(fault === undefined ? {} : { fault }),
      ...(runningTest === undefined ? {} : { runningTest }),
      ...(notes === undefined ? {} : { notes }),
    });
    const { failures: failedTests, collection } = this.#tests;
    return { process: ending.process, classification, isDoubted: false, failedTests, collection };
  }

  /** Whether memory was short is of interest where a process was killed, or one that others depend on. */
  #oomKillsSince(fact: ProcessFact): Pick<AttemptEnding, 'oomKills'> {
    const mayBeOne = fact.kind === 'lost' || (fact.kind === 'signalled' && fact.signal === 'SIGKILL');
    const now = mayBeOne ? this.context.oomKills() : undefined;
    const before = this.#oomKillsBefore;
    return now === undefined || before === undefined ? {} : { oomKills: now - before };
  }

  #failOnLeaks(classification: Classification, leaks: readonly Leak[]): Classification {
    const isSpoiled = this.context.policy.leaks === 'fail' && leaks.length > 0;
    if (!isSpoiled || classification.outcome !== 'passed') return classification;
    const commands = leaks.map(({ pid, command }) => `${command} (pid ${pid})`).join(', ');
    const reason = `Left processes behind (--leaks fail): ${commands}`;
    return { ...classification, outcome: 'failed', reason };
  }
}

function classify(running: RunningAttempt, ending: AttemptEnding): Classification {
  try {
    return running.classify(ending);
  } catch (error) {
    return broken(asFault('telling the outcome', error))[1];
  }
}

/** The ending and the outcome of an attempt of which nothing is known but what is broken. */
function broken(fault: Fault): readonly [AttemptEnding, Classification] {
  const reason = faultText(fault);
  return [
    { process: { kind: 'not-started', error: fault.message } },
    { outcome: 'internal-error', report: 'absent', reason, fault },
  ];
}

/** Results stand, but the attempt cannot be trusted to be what was asked for. */
function spoiled(classification: Classification, fault: Fault): Classification {
  return { ...classification, outcome: 'internal-error', reason: faultText(fault), fault };
}
