import { describe, expect, it } from 'vitest';
import { githubMatrix } from './github-matrix.js';
import { createPlan } from './plan.js';

const files = Array.from({ length: 5000 }, (_, index) => ({
  path: `services/payments/tests/integration/test_${index}.py`,
  estimateMs: 1000,
}));

describe('the matrix for GitHub', () => {
  it('has a job per shard', () => {
    expect(githubMatrix(createPlan(files, 2)).include).toEqual([
      { shard: '1/2', files: 2500, seconds: 2500 },
      { shard: '2/2', files: 2500, seconds: 2500 },
    ]);
  });

  it('is small however many files there are', () => {
    expect(JSON.stringify(githubMatrix(createPlan(files, 256))).length).toBeLessThan(20_000);
  });

  it('starts no jobs for shards without files', () => {
    expect(githubMatrix(createPlan(files.slice(0, 2), 4)).include.map(({ shard }) => shard)).toEqual([
      '1/4',
      '2/4',
    ]);
  });

  it('always has a job, since GitHub takes an empty matrix for an error', () => {
    expect(githubMatrix(createPlan([], 4)).include).toEqual([{ shard: '1/4', files: 0, seconds: 0 }]);
  });

  it('is refused for more jobs than GitHub starts', () => {
    expect(() => githubMatrix(createPlan(files, 257))).toThrow('at most 256 jobs of one matrix, not 257');
  });
});
