import { describe, expect, it } from 'vitest';
import type { Outcome } from '../outcome.js';
import { DEFAULT_POLICY } from '../policy.js';
import { type FileState, NO_BUDGET_USED, nextStep, type Round } from './next-step.js';

const ROUND: Round = { selection: [], isolation: 'auto', failed: [] };
const policy = { ...DEFAULT_POLICY, retries: 1 };

const STATE: Omit<FileState, 'result'> = {
  used: NO_BUDGET_USED,
  round: ROUND,
  process: 'exited',
  cancelled: false,
  mayRerun: true,
};

function after(outcome: Outcome, more: Partial<FileState> = {}, retries = policy.retries) {
  const state: FileState = { ...STATE, result: { outcome }, ...more };
  return nextStep(state, { ...policy, retries }, () => 0);
}

describe('nextStep', () => {
  it.each([
    ['passed', 'passed'],
    ['no-tests', 'passed'],
    ['timed-out', 'timed-out'],
    ['crashed', 'crashed'],
    ['usage-error', 'error'],
    ['internal-error', 'error'],
    ['interrupted', 'error'],
  ] as const)('ends after %s with the verdict %s', (outcome, verdict) => {
    expect(after(outcome)).toEqual({ kind: 'verdict', verdict });
  });

  it('calls a file that passes after having been missing recovered', () => {
    const used = { ...NO_BUDGET_USED, missing: 2 };
    expect(after('passed', { used })).toEqual({ kind: 'verdict', verdict: 'recovered' });
  });

  it('calls a file of which a rerun passes flaky, whatever happened before', () => {
    const used = { ...NO_BUDGET_USED, missing: 1, rerun: 1 };
    expect(after('passed', { used })).toEqual({ kind: 'verdict', verdict: 'flaky' });
  });

  it('does not take a rerun without tests for a pass', () => {
    const used = { ...NO_BUDGET_USED, rerun: 1 };
    expect(after('no-tests', { used })).toEqual({ kind: 'verdict', verdict: 'failed' });
  });

  describe('after not-found', () => {
    it('asks for presence first', () => {
      expect(after('not-found')).toEqual({ kind: 'check-presence' });
    });

    it('gives up at once when the file is absent', () => {
      expect(after('not-found', { presence: 'absent' })).toEqual({ kind: 'verdict', verdict: 'missing' });
    });

    it('is an error when presence cannot be told', () => {
      expect(after('not-found', { presence: 'unknown' })).toEqual({ kind: 'verdict', verdict: 'error' });
    });

    it.each([0, 1, 2])('tries again after a growing pause (retry %i)', (missing) => {
      const used = { ...NO_BUDGET_USED, missing };
      expect(
        after('not-found', { presence: 'present', used, round: { ...ROUND, selection: ['x'] } }),
      ).toEqual({
        kind: 'attempt',
        cause: 'missing',
        pauseMs: 500 * 2 ** missing,
        round: { ...ROUND, selection: ['x'] },
      });
    });

    it('gives up after four attempts', () => {
      const used = { ...NO_BUDGET_USED, missing: 3 };
      expect(after('not-found', { presence: 'present', used })).toEqual({
        kind: 'verdict',
        verdict: 'missing',
      });
    });

    it('does not spend the budget of reruns', () => {
      const used = { ...NO_BUDGET_USED, rerun: 1 };
      expect(after('not-found', { presence: 'present', used })).toMatchObject({
        kind: 'attempt',
        pauseMs: 500,
      });
    });
  });

  describe('after failed', () => {
    const result = { outcome: 'failed', rerun: ['a::b'] } as const;

    it('runs only the failed tests again', () => {
      expect(after('failed', { result })).toMatchObject({
        kind: 'attempt',
        cause: 'rerun',
        round: { selection: ['a::b'] },
      });
    });

    it.each([
      ['its budget is used up', { used: { ...NO_BUDGET_USED, rerun: 1 } }],
      ['the budget of the run is used up', { mayRerun: false }],
      ['the run is cancelled', { cancelled: true }],
      ['no test can be named', { result: { outcome: 'failed', rerun: [] } }],
    ] as const)('stays failed when %s', (_why, more) => {
      expect(after('failed', { result, ...more })).toEqual({ kind: 'verdict', verdict: 'failed' });
    });
  });

  describe('after its host died', () => {
    it('runs again without a host, whatever the outcome looked like', () => {
      expect(after('passed', { process: 'lost' })).toMatchObject({
        kind: 'attempt',
        cause: 'lost',
        round: { isolation: 'spawn' },
      });
    });

    it('gives up at last', () => {
      const used = { ...NO_BUDGET_USED, lost: 2 };
      expect(after('passed', { process: 'lost', used })).toEqual({ kind: 'verdict', verdict: 'crashed' });
    });
  });

  describe('after an attempt that was ended because a test ran too long', () => {
    const overdue = { failed: ['x'], left: ['y', 'z'] };
    const left = { kind: 'tests', ids: ['y', 'z'] } as const;
    const late = (more: Partial<FileState> = {}, retries = 0) =>
      after('timed-out', { overdue, ...more }, retries);

    it('runs the tests that are left', () => {
      expect(late()).toEqual({
        kind: 'attempt',
        cause: 'remainder',
        pauseMs: 0,
        round: { ...ROUND, share: left, failed: ['x'] },
      });
    });

    it('never forgets what failed before', () => {
      const round = { ...ROUND, share: left, failed: ['w', 'x'] };
      expect(after('passed', { round }, 0)).toEqual({ kind: 'verdict', verdict: 'failed' });
      expect(after('no-tests', { round })).toEqual({ kind: 'verdict', verdict: 'failed' });
      expect(after('failed', { round }, 0)).toEqual({ kind: 'verdict', verdict: 'failed' });
      expect(late({ round: { ...ROUND, failed: ['w'] } })).toMatchObject({ round: { failed: ['w', 'x'] } });
    });

    it('has failed when none is left', () => {
      expect(late({ overdue: { failed: ['x'], left: [] } })).toEqual({ kind: 'verdict', verdict: 'failed' });
    });

    it('reruns what failed in all of the round, when all of it has run', () => {
      const round = { ...ROUND, share: left, failed: ['x'] };
      const result = { outcome: 'failed', rerun: ['y', 'x'] } as const;
      const rerun = { cause: 'rerun', round: { selection: ['x', 'y'], isolation: 'auto', failed: [] } };
      expect(after('failed', { round, result })).toMatchObject(rerun);
      expect(after('failed', { round, result })).not.toHaveProperty('round.share');
      expect(after('passed', { round })).toMatchObject({ cause: 'rerun', round: { selection: ['x'] } });
      expect(late({}, 1)).toMatchObject({ cause: 'remainder' });
    });

    it('stops where the limit of failures does', () => {
      const limited = (maxFailures: number, retries = 0) =>
        nextStep(
          { ...STATE, result: { outcome: 'timed-out' }, overdue },
          { ...policy, retries, maxFailures },
          () => 0,
        );
      expect(limited(1)).toEqual({ kind: 'verdict', verdict: 'failed' });
      expect(limited(2)).toMatchObject({ cause: 'remainder' });
      expect(limited(1, 1)).toMatchObject({ cause: 'remainder' });
    });

    it('is cancelled with the run, when tests are left', () => {
      expect(late({ cancelled: true })).toEqual({ kind: 'verdict', verdict: 'cancelled' });
    });

    it('is made again where its host died', () => {
      expect(late({ process: 'lost' })).toMatchObject({ cause: 'lost', round: { failed: [] } });
    });
  });

  it('makes no further attempt once the run is cancelled', () => {
    expect(after('interrupted', { cancelled: true })).toEqual({ kind: 'verdict', verdict: 'cancelled' });
    expect(after('not-found', { cancelled: true, presence: 'present' })).toMatchObject({
      verdict: 'cancelled',
    });
    expect(after('crashed', { cancelled: true, process: 'lost' })).toMatchObject({ verdict: 'cancelled' });
  });
});
