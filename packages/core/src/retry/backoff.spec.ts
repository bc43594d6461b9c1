import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policy.js';
import { backoffMs } from './backoff.js';

const policy = DEFAULT_POLICY.missing;

describe('backoffMs', () => {
  it('doubles from the first pause on', () => {
    expect([0, 1, 2].map((retry) => backoffMs(retry, policy, () => 0))).toEqual([500, 1000, 2000]);
  });

  it('adds at most the jitter', () => {
    expect(backoffMs(0, policy, () => 0.5)).toBe(550);
    expect(backoffMs(0, policy, () => 1)).toBe(600);
  });

  it('never exceeds the cap, jitter included', () => {
    expect(backoffMs(40, policy, () => 1)).toBe(policy.maxBackoffMs);
    expect(backoffMs(5000, policy, () => 0)).toBe(policy.maxBackoffMs);
  });
});
