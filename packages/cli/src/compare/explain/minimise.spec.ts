import { describe, expect, it } from 'vitest';
import { minimise } from './minimise.js';

const FILES = Array.from({ length: 100 }, (_, index) => index);

async function find(needed: readonly number[], items = FILES) {
  let runs = 0;
  const found = await minimise(items, (part) => {
    runs++;
    return Promise.resolve(needed.every((item) => part.includes(item)));
  });
  return { found, runs };
}

describe('minimise', () => {
  it.each([0, 1, 49, 50, 98, 99])('finds one of a hundred in two runs per halving: %i', async (needed) => {
    const { found, runs } = await find([needed]);
    expect(found).toEqual([needed]);
    expect(runs).toBeLessThanOrEqual(14);
  });

  it('finds several that are only together enough, in their order', async () => {
    expect((await find([3, 52, 97])).found).toEqual([3, 52, 97]);
    expect((await find([10, 11])).found).toEqual([10, 11]);
  });

  it('keeps all where all are needed, and asks nothing of a single one', async () => {
    expect((await find([1, 2, 3], [1, 2, 3])).found).toEqual([1, 2, 3]);
    expect(await find([7], [7])).toEqual({ found: [7], runs: 0 });
  });
});
