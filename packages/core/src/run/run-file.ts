import type { AttemptCause, Presence } from '../events.js';
import { checkPresence, describeUnknown, type PresenceCheck } from '../presence/check-presence.js';
import { type VanishedFile, waitForReturn } from '../presence/wait-for-return.js';
import { NO_BUDGET_USED, nextStep, type NextStep, type Round, type UsedBudgets } from '../retry/next-step.js';
import type { Lease } from '../schedule/slot-pool.js';
import type { FileResult, TestFile } from '../test-file.js';
import type { Verdict } from '../verdict.js';
import { brokenFile, CANCELLED, type FileEnd, unfit } from './file-end.js';
import { waitForNeeds } from './file-needs.js';
import type { ProjectContext } from './project-context.js';
import { type AttemptWish, proveAttempt } from './proven-attempt.js';
import { type AttemptResult, runAttempt } from './run-attempt.js';

/** What a file needs in order to run. */
export interface FileTenure {
  /** Its slot, which is free for others during pauses. */
  readonly lease: Lease;
  /** Aborts when the file was handed to somebody else: it ends here as if it were cancelled. */
  readonly lost?: AbortSignal | undefined;
}

/**
 * All attempts of one file, from its first presence check to its verdict: the only retry loop there is. What is broken in
 * Steadfast, an adapter or an extension becomes the verdict `error`: it never rejects.
 */
export async function runFile(
  file: TestFile,
  tenure: FileTenure,
  context: ProjectContext,
): Promise<FileResult> {
  const { suspension } = context.cancellation;
  const startedAt = context.clock.now();
  const stoppedBefore = suspension.totalMs;
  const attempts = new FileAttempts(file, tenure, context);
  const { verdict, failedTests, reason, evidence, fault } = await attempts.run().catch(brokenFile);
  const result = { verdict, attempts: attempts.made, failedTests };
  context.emit({
    type: 'file-finished',
    file: file.path,
    verdict,
    attempts: attempts.made,
    durationMs: context.clock.now() - startedAt - (suspension.totalMs - stoppedBefore),
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(fault === undefined ? {} : { fault }),
  });
  return result;
}

interface Decision {
  readonly step: Exclude<NextStep, { kind: 'check-presence' }>;
  readonly check?: PresenceCheck;
}

class FileAttempts {
  /** Attempts that were started. */
  made = 0;
  /** How long the file was away before it came back. */
  #awayMs = 0;

  constructor(
    private readonly file: TestFile,
    private readonly tenure: FileTenure,
    private readonly context: ProjectContext,
  ) {}

  async run(): Promise<FileEnd> {
    const before = await this.#lookForFile();
    if (before.presence !== 'present') return this.#withoutAttempt(before);
    await waitForNeeds(this.file, this.tenure, this.context);

    let used: UsedBudgets = NO_BUDGET_USED;
    let cause: AttemptCause = 'first';
    let round: Round = {
      selection: this.file.selection ?? [],
      isolation: this.file.isolation ?? 'auto',
      failed: [],
    };
    for (;;) {
      // Whoever waited did so without its slot.
      await this.tenure.lease.reacquire(this.context.cancellation.stopping);
      if (this.#isCancelled) return CANCELLED;
      const obstacle = await this.#obstacle();
      // Whoever waited for something may have been stopped.
      if (this.#isCancelled) return CANCELLED;
      if (obstacle !== undefined) return unfit(obstacle);
      const wish = { ...round, file: this.file, cause, lost: this.tenure.lost };
      const { result, isolation } = await proveAttempt(
        wish,
        (wanted) => this.#attempt(wanted),
        (red) => this.#isCancelled || this.#willRerun(round, red, used),
      );
      const lost = this.#isCancelled ? undefined : await this.#obstacle();
      if (lost !== undefined) return unfit(lost, round.failed.length + result.failedTests);
      round = { ...round, isolation };
      const { step, check } = await this.#decide(round, result, used);
      if (step.kind === 'verdict') return this.#conclude(step.verdict, round, result, check);

      used = { ...used, [step.cause]: used[step.cause] + 1 };
      ({ cause, round } = step);
      this.#announce(step.cause, step.pauseMs);
      if (step.pauseMs > 0) await this.#pause(step.pauseMs);
    }
  }

  #attempt(wish: AttemptWish): Promise<AttemptResult> {
    const { cause } = wish;
    if (cause === 'confirm' || cause === 'repeat') this.#announce(cause, 0);
    return runAttempt({ ...wish, attempt: ++this.made, slot: this.tenure.lease.slot }, this.context);
  }

  #announce(cause: Exclude<AttemptCause, 'first'>, pauseMs: number): void {
    this.context.emit({
      type: 'retry-scheduled',
      file: this.file.path,
      attempt: this.made + 1,
      cause,
      pauseMs,
    });
  }

  get #isCancelled(): boolean {
    return this.context.cancellation.stopping.aborted || this.tenure.lost?.aborted === true;
  }

  /** Why the file cannot be run, or what it came to does not count. */
  #obstacle(): Promise<string | undefined> {
    return this.context.extensions.obstacleTo({ file: this.file, slot: this.tenure.lease.slot });
  }

  async #pause(ms: number): Promise<void> {
    const { clock, cancellation } = this.context;
    this.tenure.lease.release();
    await clock.sleep(ms, cancellation.stopping);
  }

  async #lookForFile(): Promise<PresenceCheck> {
    const { clock, stat, cancellation, policy, tree, emit } = this.context;
    const { absolutePath, path } = this.file;
    const { stopping } = cancellation;
    const { lease, lost } = this.tenure;
    const signal = lost === undefined ? stopping : AbortSignal.any([stopping, lost]);
    const onPause = (): void => {
      lease.release();
    };
    const first = await checkPresence(absolutePath, policy.presence, { clock, stat, signal, onPause });
    let check = tree.checked(this.file, first);
    const vanished = check.presence === 'absent' ? tree.vanished(this.file, check) : undefined;
    if (vanished !== undefined) check = await this.#waitFor(vanished, check, signal);
    // A file that is simply there is no news.
    if (check.stats.length > 1 || check.presence !== 'present') {
      emit({ type: 'presence-checked', file: path, presence: check.presence, stats: check.stats });
    }
    return check;
  }

  async #waitFor(vanished: VanishedFile, first: PresenceCheck, signal: AbortSignal): Promise<PresenceCheck> {
    const { clock, stat, policy, tree } = this.context;
    const patience = { ...policy.presence, patienceMs: policy.vanishedPatienceMs };
    const waited = await waitForReturn(this.file.absolutePath, first, patience, vanished, {
      ...{ clock, stat, signal },
    });
    const check = tree.checked(this.file, waited);
    this.#awayMs += (check.stats.at(-1)?.time ?? clock.now()) - vanished.since;
    return check;
  }

  async #withoutAttempt(check: PresenceCheck): Promise<FileEnd> {
    if (this.#isCancelled) return CANCELLED;
    if (check.presence === 'unknown') {
      return unfit(describeUnknown(this.file.path, check));
    }
    return this.#missing(check);
  }

  /** Asks the retry contract. */
  #next(round: Round, ended: AttemptResult, used: UsedBudgets, presence?: Presence): NextStep {
    const { policy, random, reruns } = this.context;
    const state = {
      ...{ used, round, overdue: ended.overdue },
      process: ended.process.kind,
      result: ended.classification,
      cancelled: this.#isCancelled,
      mayRerun: reruns.hasPlaceFor(this.file),
      ...(presence === undefined ? {} : { presence }),
    };
    return nextStep(state, { ...policy, retries: this.file.retries ?? policy.retries }, random);
  }

  #willRerun(round: Round, ended: AttemptResult, used: UsedBudgets): boolean {
    const step = this.#next(round, ended, used);
    return step.kind === 'attempt' && step.cause === 'rerun';
  }

  /** What happens next, with the presence of the file where the contract wants to know. */
  async #decide(round: Round, ended: AttemptResult, used: UsedBudgets): Promise<Decision> {
    const step = this.#next(round, ended, used);
    if (step.kind === 'attempt' && step.cause === 'rerun') this.context.reruns.takePlace(this.file);
    if (step.kind !== 'check-presence') return { step };

    const check = await this.#lookForFile();
    const after = this.#next(round, ended, used, check.presence);
    if (after.kind === 'check-presence') throw new Error('A presence check cannot ask for another one.');
    return { step: after, check };
  }

  async #conclude(
    verdict: Verdict,
    { failed }: Round,
    { classification, ...last }: AttemptResult,
    check: PresenceCheck | undefined,
  ): Promise<FileEnd> {
    const failedTests = failed.length + last.failedTests;
    if (verdict === 'missing' && check !== undefined) return this.#missing(check);
    if (verdict === 'error' && check?.presence === 'unknown') {
      return unfit(describeUnknown(this.file.path, check), failedTests);
    }
    const { fault } = classification;
    const wasAway = verdict === 'passed' && this.#awayMs > 0;
    const reason = wasAway ? `${this.file.path} was away for ${this.#away}.` : classification.reason;
    return {
      verdict: wasAway ? 'recovered' : verdict,
      failedTests,
      ...(reason === undefined ? {} : { reason }),
      ...(fault === undefined ? {} : { fault }),
    };
  }

  get #away(): string {
    return `${(this.#awayMs / 1000).toFixed(1)} s`;
  }

  async #missing(check: PresenceCheck): Promise<FileEnd> {
    const { path } = this.file;
    const reason =
      check.presence === 'present'
        ? `${path} is there, but was not found in ${this.made} attempts.`
        : `${path} does not exist (looked ${check.stats.length} times${this.#awayMs > 0 ? `; it has been away for ${this.#away}` : ''}).`;
    const evidence = await this.context.tree.evidenceFor(this.file, check);
    return { verdict: 'missing', failedTests: 0, reason, ...(evidence === undefined ? {} : { evidence }) };
  }
}
