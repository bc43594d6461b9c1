import { describe, expect, it } from 'vitest';
import type { PlannedFile } from '../events.js';
import { createPlan, planQuality } from './plan.js';
import { adviseShardCount } from './shard-count.js';

const files = (...durations: readonly number[]): PlannedFile[] =>
  durations.map((estimateMs, index) => ({ path: `test_${index}.py`, estimateMs }));

const hundred = files(...Array.from({ length: 100 }, () => 1000));

describe('the number of shards for a target', () => {
  it.each([
    [25_000, 4],
    [24_000, 5],
    [1_000_000, 1],
  ])('is the fewest that take %i ms at most', (targetMs, count) => {
    const advice = adviseShardCount(hundred, { targetMs, slots: 1 });
    expect(advice).toMatchObject({ count, reachesTarget: true });
    expect(planQuality(createPlan(hundred, count)).makespanMs).toBe(advice.makespanMs);
  });

  it('is one more where files do not divide well', () => {
    // 3 times 6 is 18, but no two of these make 6 with a third.
    expect(adviseShardCount(files(5, 5, 5, 3), { targetMs: 6, slots: 1 }).count).toBe(4);
  });

  it('is no more than the longest file is worth, and says so', () => {
    const advice = adviseShardCount(files(10, 4, 3, 3), { targetMs: 2, slots: 1 });
    expect(advice).toEqual({ count: 2, makespanMs: 10, reachesTarget: false });
  });

  it('is lower when a shard runs several files at a time', () => {
    expect(adviseShardCount(hundred, { targetMs: 25_000, slots: 4 })).toMatchObject({
      count: 1,
      makespanMs: 25_000,
    });
  });

  it('takes a shard per file where nothing else is quick enough', () => {
    const pairs = files(...Array.from({ length: 500 }, () => 600));
    expect(adviseShardCount(pairs, { targetMs: 1100, slots: 1 }).count).toBe(500);
  });

  it('is one for no files', () => {
    expect(adviseShardCount([], { targetMs: 1000, slots: 1 }).count).toBe(1);
  });
});
