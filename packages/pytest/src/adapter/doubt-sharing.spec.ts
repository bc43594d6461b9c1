import type { AttemptRequest, Launch, Outcome } from '@steadfast/core';
import { describe, expect, it } from 'vitest';
import { Learning } from '../learning/learning.js';
import { doubtSharing } from './doubt-sharing.js';

const DEEP: Launch = { kind: 'forked', from: 'project' };
const SHALLOW: Launch = { kind: 'forked', from: 'pytest' };

function judge(outcome: Outcome, launch: Launch, request: Partial<AttemptRequest> = {}) {
  const learning = new Learning('/nowhere/learned.json', '/nowhere');
  const notices: string[] = [];
  const whole = {
    file: { path: 'test_a.py' },
    cause: 'first',
    isolation: 'auto',
    onNotice: (notice: string) => notices.push(notice),
    ...request,
  } as unknown as AttemptRequest;
  const { confirm } = doubtSharing({ outcome, report: 'complete' }, whole, launch, learning);
  return { confirm, notices, rung: learning.rungOf('test_a.py') };
}

describe('an attempt that shared much', () => {
  it.each(['failed', 'crashed', 'timed-out', 'usage-error', 'internal-error'] as const)(
    'is to be confirmed when it %s',
    (outcome) => {
      expect(judge(outcome, DEEP)).toEqual({ confirm: 'pytest', notices: [], rung: undefined });
    },
  );

  it.each(['passed', 'no-tests', 'not-found', 'interrupted'] as const)(
    'is believed when it %s',
    (outcome) => {
      expect(judge(outcome, DEEP).confirm).toBeUndefined();
    },
  );

  it('that is red when it is repeated lets its file share less from now on, and says so', () => {
    const { rung, notices, confirm } = judge('failed', DEEP, { cause: 'repeat' });
    expect({ rung, confirm }).toEqual({ rung: 'pytest', confirm: undefined });
    expect(notices).toEqual([expect.stringContaining('test_a.py failed twice when forked from "project"')]);
  });

  it('that is green when it is repeated was red by chance', () => {
    expect(judge('passed', DEEP, { cause: 'repeat' })).toEqual({
      notices: [],
      ...{ confirm: undefined, rung: undefined },
    });
  });
});

describe('an attempt that shared pytest alone', () => {
  it('is believed', () => {
    expect(judge('failed', SHALLOW).confirm).toBeUndefined();
  });

  it('that passes where a deep one failed lets its file share less, for want of proof', () => {
    expect(judge('passed', SHALLOW, { cause: 'rerun', isolation: 'pytest' }).rung).toBe('pytest');
    expect(judge('failed', SHALLOW, { cause: 'rerun', isolation: 'pytest' }).rung).toBeUndefined();
  });
});
