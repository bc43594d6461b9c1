import { describe, expect, it } from 'vitest';
import { type Finding, settlementOf } from './second-opinion.js';

const finding = (more: Partial<Finding>): Finding => ({
  ...{ node: '7', verdict: 'passed', earlier: [], retryElsewhere: false },
  ...more,
});

describe('a verdict', () => {
  it.each(['passed', 'flaky', 'recovered', 'failed', 'timed-out', 'crashed', 'error'] as const)(
    '%s counts at once',
    (verdict) => {
      expect(settlementOf(finding({ verdict }))).toEqual({ kind: 'count', verdict });
    },
  );

  it('of a cancelled file is none', () => {
    expect(settlementOf(finding({ verdict: 'cancelled' }))).toEqual({ kind: 'give-back' });
  });
});

describe('missing', () => {
  it('needs a second node', () => {
    expect(settlementOf(finding({ verdict: 'missing' }))).toEqual({ kind: 'pass-on' });
    expect(
      settlementOf(finding({ verdict: 'missing', earlier: [{ node: '7', verdict: 'missing' }] })),
    ).toEqual({ kind: 'pass-on' });
  });

  it('counts when two nodes miss the file', () => {
    expect(
      settlementOf(finding({ verdict: 'missing', earlier: [{ node: '3', verdict: 'missing' }] })),
    ).toEqual({
      ...{ kind: 'count', verdict: 'missing', reason: 'missing on node 3 and on node 7' },
    });
  });

  it('on one node only names the broken checkout', () => {
    expect(settlementOf(finding({ earlier: [{ node: '3', verdict: 'missing' }] }))).toEqual({
      ...{ kind: 'count', verdict: 'passed', reason: 'missing on node 3 only: its checkout is broken' },
    });
  });
});

describe('a red file with a retry elsewhere', () => {
  it('is passed on once', () => {
    expect(settlementOf(finding({ verdict: 'failed', retryElsewhere: true }))).toEqual({ kind: 'pass-on' });
  });

  it('is flaky when it passes there', () => {
    expect(
      settlementOf(finding({ earlier: [{ node: '3', verdict: 'failed' }], retryElsewhere: true })),
    ).toEqual({
      ...{ kind: 'count', verdict: 'flaky', reason: 'failed on node 3, passed on node 7' },
    });
  });

  it('is red when it is red there', () => {
    const earlier = [{ node: '3', verdict: 'failed' as const }];
    expect(settlementOf(finding({ verdict: 'crashed', earlier, retryElsewhere: true }))).toEqual({
      ...{ kind: 'count', verdict: 'crashed', reason: 'failed on node 3, crashed on node 7' },
    });
  });
});
