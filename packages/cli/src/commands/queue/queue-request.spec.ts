import { describe, expect, it } from 'vitest';
import { queueRequest } from './queue-request.js';

const none = { queue: undefined, shard: undefined };

describe('a queue', () => {
  it('is not there unless somebody names one', () => {
    expect(queueRequest(none, {})).toBeUndefined();
  });

  it('knows its shard from the option, or from the CI service', () => {
    const queue = 'redis://queue';
    expect(queueRequest({ queue, shard: { index: 2, total: 4 } }, {})?.place).toEqual({ index: 2, total: 4 });
    const gitlab = { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' };
    expect(queueRequest({ queue, shard: undefined }, gitlab)?.place).toEqual({ index: 3, total: 4 });
    expect(queueRequest({ queue, shard: undefined }, {})?.place).toBeUndefined();
  });

  it('whose secret is empty is known to be missing', () => {
    expect(queueRequest({ ...none, queue: '' }, {})).toEqual({ address: '', place: undefined });
    expect(queueRequest(none, { STEADFAST_QUEUE: '' })).toEqual({ address: '', place: undefined });
  });
});
