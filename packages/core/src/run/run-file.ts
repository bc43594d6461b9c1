import type { FilePart } from '../attempt-work.js';
import type { AttemptCause, Presence } from '../events.js';
import type { PresenceCheck } from '../presence/check-presence.js';
import { NO_BUDGET_USED, nextStep, type NextStep, type Round, type UsedBudgets } from '../retry/next-step.js';
import { partsOf } from '../schedule/parts-of.js';
import type { Lease, SlotPool } from '../schedule/slot-pool.js';
import type { FileResult, TestFile } from '../test-file.js';
import type { Verdict } from '../verdict.js';
import type { TestCollection } from './attempt-tests.js';
import { brokenFile, CANCELLED, type FileEnd, unfit } from './file-end.js';
import { waitForNeeds } from './file-needs.js';
import { FilePresence } from './file-presence.js';
import { joinParts, type PartEnd } from './join-parts.js';
import type { ProjectContext } from './project-context.js';
import { type AttemptWish, proveAttempt } from './proven-attempt.js';
import type { AttemptEnd, AttemptResult } from './attempt-plan.js';
import { runAttempt } from './run-attempt.js';

/** What a file needs in order to run. */
export interface FileTenure {
  /** Its slot, which is free for others during pauses. */
  readonly lease: Lease;
  /** Where the parts of a file that is split get theirs. */
  readonly pool: SlotPool;
  /** Aborts when the file was handed to somebody else: it ends here as if it were cancelled. */
  readonly lost?: AbortSignal | undefined;
}

/**
 * All attempts of one file, from its first presence check to its verdict; those of its parts side by side, where it is split.
 * What is broken in Steadfast, an adapter or an extension becomes the verdict `error`: it never rejects.
 */
export async function runFile(
  file: TestFile,
  tenure: FileTenure,
  context: ProjectContext,
): Promise<FileResult> {
  const { suspension } = context.cancellation;
  const startedAt = context.clock.now();
  const stoppedBefore = suspension.totalMs;
  const count: AttemptCount = { made: 0 };
  const parts = partsOf(file, context.fairShare);
  const { verdict, failedTests, reason, evidence, fault } =
    parts.length === 1
      ? await new FileAttempts(file, tenure, context, count).run().catch(brokenFile)
      : joinParts(await Promise.all(parts.map((part) => runPart(part, file, tenure, context, count))));
  const result = { verdict, attempts: count.made, failedTests };
  context.emit({
    type: 'file-finished',
    file: file.path,
    verdict,
    attempts: count.made,
    durationMs: context.clock.now() - startedAt - (suspension.totalMs - stoppedBefore),
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(fault === undefined ? {} : { fault }),
  });
  return result;
}

/** Attempts of a file that were started. */
interface AttemptCount {
  made: number;
}

interface Decision {
  readonly step: Exclude<NextStep, { kind: 'check-presence' }>;
  readonly check?: PresenceCheck;
}

/** The first part has the slot that the file came with, and each of the others waits for its own. */
async function runPart(
  part: FilePart,
  file: TestFile,
  tenure: FileTenure,
  context: ProjectContext,
  count: AttemptCount,
): Promise<PartEnd> {
  let lease: Lease | undefined;
  try {
    const { stopping } = context.cancellation;
    lease = part.index === 1 ? tenure.lease : await tenure.pool.acquire(file, stopping);
    if (lease === undefined) return { end: CANCELLED };
    const attempts = new FileAttempts(file, { ...tenure, lease }, context, count, part);
    const end = await attempts.run();
    return { end, collection: attempts.collection };
  } catch (error) {
    return { end: brokenFile(error) };
  } finally {
    lease?.release();
  }
}

/** The only retry loop there is: the attempts of a file, or of one of its parts. */
class FileAttempts {
  /** The tests of the file, where these are the attempts of a part. */
  collection: TestCollection | undefined;
  readonly #presence: FilePresence;

  constructor(
    private readonly file: TestFile,
    private readonly tenure: FileTenure,
    private readonly context: ProjectContext,
    private readonly count: AttemptCount,
    private readonly part?: FilePart,
  ) {
    this.#presence = new FilePresence(file, tenure, context);
  }

  async run(): Promise<FileEnd> {
    const before = await this.#presence.look();
    if (before.presence !== 'present') {
      return this.#isCancelled ? CANCELLED : this.#presence.endWithout(before, this.count.made);
    }
    await waitForNeeds(this.file, this.tenure, this.context);

    let used: UsedBudgets = NO_BUDGET_USED;
    let cause: AttemptCause = 'first';
    let round = this.#firstRound();
    for (;;) {
      // Whoever waited did so without its slot.
      await this.tenure.lease.reacquire(this.context.cancellation.stopping);
      if (this.#isCancelled) return CANCELLED;
      const obstacle = await this.#obstacle();
      // Whoever waited for something may have been stopped.
      if (this.#isCancelled) return CANCELLED;
      if (obstacle !== undefined) return unfit(obstacle);
      const wish = {
        ...round,
        file: this.file,
        cause,
        part: this.part,
        lost: this.tenure.lost,
        isSettled: this.#settles(round, used),
      };
      const { result, isolation } = await proveAttempt(wish, (wanted) => this.#attempt(wanted));
      const lost = this.#isCancelled ? undefined : await this.#obstacle();
      if (lost !== undefined) return unfit(lost, round.failed.length + result.failedTests);
      if (round.share?.kind === 'part') this.collection = result.collection;
      round = { ...round, isolation };
      const { step, check } = await this.#decide(round, result, used);
      if (step.kind === 'verdict') return this.#conclude(step.verdict, round, result, check);

      used = { ...used, [step.cause]: used[step.cause] + 1 };
      ({ cause, round } = step);
      this.#announce(step.cause, step.pauseMs);
      if (step.pauseMs > 0) await this.#pause(step.pauseMs);
    }
  }

  #firstRound(): Round {
    const { selection = [], isolation = 'auto' } = this.file;
    const share = this.part === undefined ? {} : { share: { kind: 'part', ...this.part } as const };
    return { selection, isolation, ...share, failed: [] };
  }

  #attempt(wish: AttemptWish): Promise<AttemptResult> {
    const { cause } = wish;
    if (cause === 'confirm' || cause === 'repeat') this.#announce(cause, 0);
    return runAttempt({ ...wish, attempt: ++this.count.made, slot: this.tenure.lease.slot }, this.context);
  }

  #announce(cause: Exclude<AttemptCause, 'first'>, pauseMs: number): void {
    this.context.emit({
      type: 'retry-scheduled',
      file: this.file.path,
      attempt: this.count.made + 1,
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

  /** Asks the retry contract. */
  #next(round: Round, ended: AttemptEnd, used: UsedBudgets, presence?: Presence): NextStep {
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

  /** Whether an end in this round leads to what proves it anyway, or to nothing any more. */
  #settles(round: Round, used: UsedBudgets): (end: AttemptEnd) => boolean {
    return (end) => {
      const step = this.#next(round, end, used);
      return this.#isCancelled || (step.kind === 'attempt' && step.cause === 'rerun');
    };
  }

  /** What happens next, with the presence of the file where the contract wants to know. */
  async #decide(round: Round, ended: AttemptResult, used: UsedBudgets): Promise<Decision> {
    const step = this.#next(round, ended, used);
    if (step.kind === 'attempt' && step.cause === 'rerun') this.context.reruns.takePlace(this.file);
    if (step.kind !== 'check-presence') return { step };

    const check = await this.#presence.look();
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
    const isGone = verdict === 'missing' || (verdict === 'error' && check?.presence === 'unknown');
    if (isGone && check !== undefined) {
      return { ...(await this.#presence.endWithout(check, this.count.made)), failedTests };
    }
    const { fault } = classification;
    const absence = verdict === 'passed' ? this.#presence.absence : undefined;
    const reason = absence ?? classification.reason;
    return {
      verdict: absence === undefined ? verdict : 'recovered',
      failedTests,
      ...(reason === undefined ? {} : { reason }),
      ...(fault === undefined ? {} : { fault }),
    };
  }
}
