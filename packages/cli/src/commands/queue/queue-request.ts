import { UsageError } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { ciShard } from '../plan/ci-shard.js';

/** Which of the parallel jobs a node is. */
export interface ShardPlace {
  readonly index: number;
  readonly total: number;
}

/** What a node is told of a queue. */
export interface QueueRequest {
  /** Empty when there is a queue for others and not for this node: the pull request of a fork has no secrets. */
  readonly address: string;
  readonly place: ShardPlace | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether files come from a queue, and what the node runs without it. */
export function queueRequest(
  { queue, shard }: Pick<OptionValues, 'queue' | 'shard'>,
  environment: Environment,
): QueueRequest | undefined {
  // An empty variable is a secret that this job may not have.
  const address = queue ?? (environment['STEADFAST_QUEUE'] === '' ? '' : undefined);
  if (address === undefined) return undefined;
  return { address, place: shard === undefined || shard === 'ci' ? placeInCi(environment) : shard };
}

function placeInCi(environment: Environment): ShardPlace | undefined {
  try {
    return ciShard(environment);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
