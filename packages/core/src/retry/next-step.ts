import type { AttemptWork } from '../attempt-work.js';
import type { AttemptCause, Presence } from '../events.js';
import type { Classification, ProcessFact } from '../outcome.js';
import type { RunPolicy } from '../policy.js';
import type { Verdict } from '../verdict.js';
import { backoffMs, type RandomSource } from './backoff.js';

/** Causes that the contract knows; to confirm what an attempt said is no retry. */
export type RetryCause = Exclude<AttemptCause, 'first' | 'confirm' | 'repeat'>;

/** Attempts that a file has used up beyond its first, by cause: each cause has a budget of its own. */
export type UsedBudgets = Readonly<Record<RetryCause, number>>;

export const NO_BUDGET_USED: UsedBudgets = { missing: 0, rerun: 0, lost: 0, remainder: 0 };

/** What an attempt was asked to run, and what of the same round of tests is settled already. */
export interface Round extends AttemptWork {
  /** Tests that failed in earlier attempts of the round; each of them was ended because a test ran too long. */
  readonly failed: readonly string[];
}

/** What is known of a file when an attempt has ended. */
export interface FileState {
  readonly used: UsedBudgets;
  /** What the last attempt was about. */
  readonly round: Round;
  readonly process: ProcessFact['kind'];
  readonly result: Pick<Classification, 'outcome' | 'rerun'>;
  /** The last attempt was ended because a test ran too long: what failed in it, and what is left to run. */
  readonly overdue?: { readonly failed: readonly string[]; readonly left: readonly string[] } | undefined;
  /** Known after a `not-found` attempt, once it was asked for. */
  readonly presence?: Presence;
  /** The run is being cancelled: whatever happened, there is no further attempt. */
  readonly cancelled: boolean;
  /** Whether the run has reruns left for this file. */
  readonly mayRerun: boolean;
}

/** What happens to a file after an attempt. */
export type NextStep =
  | { readonly kind: 'check-presence' }
  | {
      readonly kind: 'attempt';
      readonly cause: RetryCause;
      readonly pauseMs: number;
      readonly round: Round;
    }
  | { readonly kind: 'verdict'; readonly verdict: Verdict };

/** How often an attempt whose host died is made again. */
const LOST_RETRIES = 2;

/** The whole retry contract, as one pure function of what is known. */
export function nextStep(state: FileState, policy: RunPolicy, random: RandomSource): NextStep {
  if (state.process === 'lost') return afterLost(state);
  const { outcome } = state.result;
  switch (outcome) {
    case 'passed':
      return state.round.failed.length > 0 ? afterFailure(state, policy) : verdict(greenVerdict(state.used));
    case 'no-tests':
      // A rerun that found none of the tests that it was to run proves nothing.
      return verdict(
        state.used.rerun > 0 || state.round.failed.length > 0 ? 'failed' : greenVerdict(state.used),
      );
    case 'failed':
      return afterFailure(state, policy);
    case 'not-found':
      return afterNotFound(state, policy, random);
    case 'timed-out':
      return state.overdue === undefined ? verdict('timed-out') : afterOverdue(state, state.overdue, policy);
    case 'crashed':
      return verdict('crashed');
    case 'interrupted':
      return verdict(state.cancelled ? 'cancelled' : 'error');
    case 'usage-error':
    case 'internal-error':
      return verdict('error');
    default:
      return unreachable(outcome);
  }
}

function afterLost(state: FileState): NextStep {
  if (state.cancelled) return verdict('cancelled');
  if (state.used.lost >= LOST_RETRIES) return verdict('crashed');
  // Not by a host again: whatever killed it may be the file itself.
  return attempt('lost', { ...state.round, isolation: 'spawn' });
}

/** An attempt that was ended for one of its tests: the others run first, and then counts what failed in all of them. */
function afterOverdue(
  state: FileState,
  { failed, left }: NonNullable<FileState['overdue']>,
  policy: RunPolicy,
): NextStep {
  const round = { ...state.round, failed: [...state.round.failed, ...failed] };
  const { maxFailures, retries } = policy;
  // What fails now stops the run, so nothing else of it starts.
  const isLast = maxFailures > 0 && retries === 0 && round.failed.length >= maxFailures;
  if (left.length === 0 || isLast) return afterFailure({ ...state, round }, policy);
  if (state.cancelled) return verdict('cancelled');
  return attempt('remainder', { ...round, share: { kind: 'tests', ids: left } });
}

function afterFailure({ round, result, ...state }: FileState, policy: RunPolicy): NextStep {
  const rerun = [...new Set([...round.failed, ...(result.rerun ?? [])])];
  if (state.cancelled || !state.mayRerun || state.used.rerun >= policy.retries || rerun.length === 0) {
    return verdict('failed');
  }
  return attempt('rerun', { selection: rerun, isolation: round.isolation, failed: [] });
}

function afterNotFound(state: FileState, policy: RunPolicy, random: RandomSource): NextStep {
  switch (state.presence) {
    case undefined:
      return { kind: 'check-presence' };
    case 'absent':
      // A run that is being cancelled does not wait for files that are away.
      return verdict(state.cancelled ? 'cancelled' : 'missing');
    case 'unknown':
      return verdict('error');
    case 'present':
      if (state.cancelled) return verdict('cancelled');
      if (state.used.missing >= policy.missing.retries) return verdict('missing');
      return attempt('missing', state.round, backoffMs(state.used.missing, policy.missing, random));
    default:
      return unreachable(state.presence);
  }
}

function greenVerdict(used: UsedBudgets): Verdict {
  if (used.rerun > 0) return 'flaky';
  return used.missing > 0 ? 'recovered' : 'passed';
}

function attempt(cause: RetryCause, round: Round, pauseMs = 0): NextStep {
  return { kind: 'attempt', cause, pauseMs, round };
}

function verdict(value: Verdict): NextStep {
  return { kind: 'verdict', verdict: value };
}

function unreachable(value: never): never {
  throw new Error(`There is no next step after ${String(value)}.`);
}
