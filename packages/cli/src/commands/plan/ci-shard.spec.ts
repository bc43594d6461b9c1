import { describe, expect, it } from 'vitest';
import { ciShard } from './ci-shard.js';

describe('the shard of a CI job', () => {
  it.each([
    ['CircleCI', { CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '4' }, { index: 1, total: 4 }],
    ['CircleCI', { CIRCLE_NODE_INDEX: '3', CIRCLE_NODE_TOTAL: '4' }, { index: 4, total: 4 }],
    ['GitLab CI', { CI_NODE_INDEX: '4', CI_NODE_TOTAL: '4' }, { index: 4, total: 4 }],
    ['Buildkite', { BUILDKITE_PARALLEL_JOB: '1', BUILDKITE_PARALLEL_JOB_COUNT: '2' }, { index: 2, total: 2 }],
  ])('is that of %s', (_name, environment, shard) => {
    expect(ciShard(environment)).toEqual(shard);
  });

  it.each([{}, { CI_NODE_TOTAL: '1' }])('is unknown where no service names it: %j', (environment) => {
    expect(() => ciShard(environment)).toThrow('no parallel job of a CI service that is known');
  });

  it.each([
    { CIRCLE_NODE_INDEX: '4', CIRCLE_NODE_TOTAL: '4' },
    { CI_NODE_INDEX: '0', CI_NODE_TOTAL: '4' },
    { CI_NODE_INDEX: '1' },
    { CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '2' },
  ])('is refused where it makes no sense: %j', (environment) => {
    expect(() => ciShard(environment)).toThrow('names no shard');
  });
});
