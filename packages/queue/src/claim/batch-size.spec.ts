import { describe, expect, it } from 'vitest';
import { batchSize, shouldPrefetch } from './batch-size.js';

const plenty = { waiting: 100_000, fleetSlots: 16 };

describe('the size of a batch', () => {
  it.each([
    [25, 80],
    [100, 20],
    [1500, 1],
    [60_000, 1],
    [1, 100],
    [0, 100],
  ])('of files that take %i ms is %i', (lastEstimateMs, size) => {
    expect(batchSize({ ...plenty, lastEstimateMs })).toBe(size);
  });

  it('shrinks to one at the end', () => {
    const sizes = [3200, 320, 64, 33, 31, 1, 0].map((waiting) =>
      batchSize({ lastEstimateMs: 25, waiting, fleetSlots: 16 }),
    );
    expect(sizes).toEqual([80, 10, 2, 1, 1, 1, 1]);
  });

  it('does not trust a fleet of nobody', () => {
    expect(batchSize({ lastEstimateMs: 25, waiting: 10, fleetSlots: 0 })).toBe(5);
  });
});

describe('fetching ahead', () => {
  it('ends when the queue has no two files per slot left', () => {
    expect(shouldPrefetch({ lastEstimateMs: 25, waiting: 33, fleetSlots: 16 })).toBe(true);
    expect(shouldPrefetch({ lastEstimateMs: 25, waiting: 32, fleetSlots: 16 })).toBe(false);
  });
});
