import type { Redis } from 'ioredis';
import { expiringKeys, type GenerationKeys } from './book-keys.js';
import { EXPIRY_SECONDS } from './expiry.js';
import { RENEW } from './scripts.js';
import { list, text } from './validate.js';

/** The node that renews, and where. */
export interface Renewing {
  readonly keys: GenerationKeys;
  /** Key of a part of BullMQ's queue. */
  readonly queueKey: (part: string) => string;
  readonly nodeId: string;
  readonly leaseMs: number;
}

/** A file's job, and the claim that its lock must hold. */
export interface HeldLock {
  readonly jobId: string;
  readonly claim: string;
}

/**
 * Says that the node is alive, renews the leases of all its files, and lets the build's keys live for a day from now: one call.
 *
 * @returns ids of jobs that are no longer the node's; `undefined` when the queue has lost the build.
 */
export async function renew(
  redis: Redis,
  { keys, queueKey, nodeId, leaseMs }: Renewing,
  held: readonly HeldLock[],
): Promise<readonly string[] | undefined> {
  const touched = [keys.state, keys.seen, queueKey('stalled'), ...expiringKeys(keys, queueKey)];
  const locks = held.flatMap(({ jobId, claim }) => [jobId, claim]);
  const answer = await RENEW.run(redis, touched, [nodeId, EXPIRY_SECONDS, leaseMs, queueKey(''), ...locks]);
  return answer === null ? undefined : list(answer).map(text);
}
