import type { Evidence } from '../events.js';
import { checkPresence, describeUnknown, type PresenceCheck } from '../presence/check-presence.js';
import { NO_BUDGET_USED, nextStep, type NextStep, type UsedBudgets } from '../retry/next-step.js';
import type { Lease } from '../schedule/slots.js';
import type { TestFile } from '../test-file.js';
import type { Verdict } from '../verdict.js';
import { type AttemptPlan, type AttemptResult, runAttempt } from './run-attempt.js';
import type { RunContext } from './run-context.js';

/** What became of a file. */
export interface FileResult {
  readonly verdict: Verdict;
  readonly attempts: number;
  /** Tests that failed in the last attempt. */
  readonly failedTests: number;
}

/**
 * All attempts of one file, from its first presence check to its verdict: the only retry loop there is. The slot that it
 * is given is free for others during pauses.
 */
export async function runFile(file: TestFile, lease: Lease, context: RunContext): Promise<FileResult> {
  const startedAt = context.clock.now();
  const end = await makeAttempts(file, lease, context);
  context.emit({
    type: 'file-finished',
    file: file.path,
    verdict: end.verdict,
    attempts: end.attempts,
    durationMs: context.clock.now() - startedAt,
    ...(end.reason === undefined ? {} : { reason: end.reason }),
    ...(end.evidence === undefined ? {} : { evidence: end.evidence }),
  });
  return end;
}

interface FileEnd extends FileResult {
  readonly reason?: string;
  readonly evidence?: Evidence;
}

async function makeAttempts(file: TestFile, lease: Lease, context: RunContext): Promise<FileEnd> {
  const before = await lookFor(file, context);
  if (before.presence !== 'present') return withoutAttempt(file, before, context);

  let used: UsedBudgets = NO_BUDGET_USED;
  let plan: Omit<AttemptPlan, 'slot'> = {
    file,
    attempt: 1,
    cause: 'first',
    selection: file.selection ?? [],
    isolation: file.isolation ?? 'auto',
  };
  for (;;) {
    const result = await runAttempt({ ...plan, slot: lease.slot }, context);
    const { step, check } = await decide(plan, result, used, context);
    if (step.kind === 'verdict') return conclude(file, plan.attempt, step.verdict, result, check, context);

    used = { ...used, [step.cause]: used[step.cause] + 1 };
    const attempt = plan.attempt + 1;
    plan = { file, attempt, cause: step.cause, selection: step.selection, isolation: step.isolation };
    context.emit({
      type: 'retry-scheduled',
      file: file.path,
      attempt,
      cause: step.cause,
      pauseMs: step.pauseMs,
    });
    if (step.pauseMs > 0) await pause(step.pauseMs, lease, context);
    if (context.cancellation.stopping.aborted) {
      return { verdict: 'cancelled', attempts: attempt - 1, failedTests: 0 };
    }
  }
}

async function pause(ms: number, lease: Lease, { clock, cancellation }: RunContext): Promise<void> {
  lease.release();
  await clock.sleep(ms, cancellation.stopping);
  await lease.reacquire();
}

async function lookFor(file: TestFile, context: RunContext): Promise<PresenceCheck> {
  const { clock, stat, cancellation, policy } = context;
  const check = context.tree.checked(
    file,
    await checkPresence(file.absolutePath, policy.presence, { clock, stat, signal: cancellation.stopping }),
  );
  // A file that is simply there is no news.
  if (check.stats.length > 1 || check.presence !== 'present') {
    context.emit({ type: 'presence-checked', file: file.path, presence: check.presence, stats: check.stats });
  }
  return check;
}

async function withoutAttempt(file: TestFile, check: PresenceCheck, context: RunContext): Promise<FileEnd> {
  if (context.cancellation.stopping.aborted) return { verdict: 'cancelled', attempts: 0, failedTests: 0 };
  if (check.presence === 'unknown') {
    return { verdict: 'error', attempts: 0, failedTests: 0, reason: describeUnknown(file.path, check) };
  }
  return missing(file, 0, check, context);
}

/** Asks the retry contract, and for presence where the contract wants to know. */
async function decide(
  plan: Omit<AttemptPlan, 'slot'>,
  { process, classification }: AttemptResult,
  used: UsedBudgets,
  context: RunContext,
): Promise<{ readonly step: Exclude<NextStep, { kind: 'check-presence' }>; readonly check?: PresenceCheck }> {
  const { policy, random, cancellation } = context;
  const state = {
    used,
    selection: plan.selection,
    isolation: plan.isolation,
    process: process.kind,
    result: classification,
    cancelled: cancellation.stopping.aborted,
    mayRerun:
      classification.outcome === 'failed' &&
      used.rerun < rerunsOf(plan.file, context) &&
      context.claimRerun(plan.file),
  };
  const filePolicy = { ...policy, retries: rerunsOf(plan.file, context) };
  const step = nextStep(state, filePolicy, random);
  if (step.kind !== 'check-presence') return { step };

  const check = await lookFor(plan.file, context);
  const after = nextStep(
    { ...state, presence: check.presence, cancelled: cancellation.stopping.aborted },
    filePolicy,
    random,
  );
  if (after.kind === 'check-presence') throw new Error('A presence check cannot ask for another one.');
  return { step: after, check };
}

function rerunsOf(file: TestFile, { policy }: RunContext): number {
  return file.retries ?? policy.retries;
}

async function conclude(
  file: TestFile,
  attempts: number,
  verdict: Verdict,
  { classification, failedTests }: AttemptResult,
  check: PresenceCheck | undefined,
  context: RunContext,
): Promise<FileEnd> {
  if (verdict === 'missing' && check !== undefined) return missing(file, attempts, check, context);
  if (verdict === 'error' && check?.presence === 'unknown') {
    return { verdict, attempts, failedTests, reason: describeUnknown(file.path, check) };
  }
  return {
    verdict,
    attempts,
    failedTests,
    ...(classification.reason === undefined ? {} : { reason: classification.reason }),
  };
}

async function missing(
  file: TestFile,
  attempts: number,
  check: PresenceCheck,
  context: RunContext,
): Promise<FileEnd> {
  const reason =
    check.presence === 'present'
      ? `${file.path} is there, but was not found in ${attempts} attempts.`
      : `${file.path} does not exist (looked ${check.stats.length} times).`;
  const evidence = await context.tree.evidenceFor(file, check);
  return {
    verdict: 'missing',
    attempts,
    failedTests: 0,
    reason,
    ...(evidence === undefined ? {} : { evidence }),
  };
}
