import { isGreen } from '@steadfast/core';
import type { Redis } from 'ioredis';
import type { Tally } from '../claim/breaker.js';
import type { Opinion } from '../claim/second-opinion.js';
import type { GenerationKeys } from './book-keys.js';
import { type CountedVerdict, parseOpinions } from './entries.js';
import { COUNT, LEAVE, PASS_ON, READY, STANDING } from './scripts.js';
import { EXPIRY_SECONDS } from './expiry.js';
import { QueueLost } from './queue-lost.js';
import { renew } from './renew.js';
import { list, number, text } from './validate.js';

/** A place in the book, seen by one node. */
export interface BookContext {
  readonly redis: Redis;
  readonly keys: GenerationKeys;
  /** Key of a part of BullMQ's queue, such as `wait`. */
  readonly queueKey: (part: string) => string;
  readonly nodeId: string;
  readonly leaseMs: number;
}

/** How the build stands. */
export interface Standing {
  readonly files: number;
  readonly ready: boolean;
  readonly done: number;
  readonly red: number;
  /** Files that nobody has. */
  readonly waiting: number;
  /** Files that nodes hold. */
  readonly leased: number;
  readonly liveNodes: number;
  /** Idle nodes that have been waiting for longer than this one. */
  readonly idleBefore: number;
}

/** `late`: the claim is no longer this node's, and what it says is kept as evidence. */
export type CountAnswer = { readonly kind: 'counted'; readonly fleet: Tally } | { readonly kind: 'late' };

/** `alone`: nobody else is there to look. */
export type PassOnAnswer = 'passed-on' | 'alone' | 'late';

/** A generation's part of the build book: what BullMQ does not keep. Every method is one step, atomic and safe to repeat. */
export class BuildBook {
  constructor(private readonly context: BookContext) {}

  /** Counts a verdict for the holder of the claim, once. @throws {QueueLost} */
  async count(path: string, jobId: string, entry: CountedVerdict): Promise<CountAnswer> {
    const { redis, keys, queueKey } = this.context;
    const answer = list(
      await COUNT.run(
        redis,
        [keys.state, keys.done, keys.late, queueKey(`${jobId}:lock`), queueKey('marker')],
        [path, entry.claim, JSON.stringify(entry), isGreen(entry.verdict) ? 0 : 1, EXPIRY_SECONDS],
      ),
    );
    const kind = text(answer[0]);
    if (kind === 'lost') throw lost();
    if (kind === 'late') return { kind };
    return { kind: 'counted', fleet: { done: number(answer[1]), red: number(answer[2]) } };
  }

  /** Notes an opinion for another node to have one, too. @throws {QueueLost} */
  async passOn(path: string, jobId: string, claim: string, opinion: Opinion): Promise<PassOnAnswer> {
    const { redis, keys, queueKey, leaseMs } = this.context;
    const answer = await PASS_ON.run(
      redis,
      [keys.state, keys.elsewhere, keys.seen, keys.nodes, queueKey(`${jobId}:lock`)],
      [path, claim, JSON.stringify(opinion), leaseMs, EXPIRY_SECONDS],
    );
    if (answer === 'passed-on' || answer === 'alone' || answer === 'late') return answer;
    throw lost();
  }

  /** What other nodes said of a file, and whether it was counted. */
  async history(path: string): Promise<{ readonly counted: boolean; readonly opinions: readonly Opinion[] }> {
    const { redis, keys } = this.context;
    const [counted, opinions] = await Promise.all([
      redis.hexists(keys.done, path),
      redis.hget(keys.elsewhere, path),
    ]);
    return { counted: counted === 1, opinions: opinions === null ? [] : parseOpinions(opinions) };
  }

  /** @param idle This node has nothing to do, and waits in line with others that have not. @throws {QueueLost} */
  async standing(idle: boolean): Promise<Standing> {
    const { redis, keys, queueKey, nodeId, leaseMs } = this.context;
    const parts = ['wait', 'prioritized', 'delayed', 'active'].map(queueKey);
    const answer = await STANDING.run(
      redis,
      [keys.state, keys.done, keys.seen, keys.idle, ...parts],
      [nodeId, leaseMs, idle ? 1 : 0, EXPIRY_SECONDS],
    );
    if (answer === null) throw lost();
    const [files, ready, red, done, waiting, leased, liveNodes, idleBefore] = list(answer).map(number);
    return {
      ...{ files: files ?? 0, ready: ready === 1, red: red ?? 0, done: done ?? 0, waiting: waiting ?? 0 },
      ...{ leased: leased ?? 0, liveNodes: liveNodes ?? 0, idleBefore: idleBefore ?? 0 },
    };
  }

  /** This node has work again. */
  async resume(): Promise<void> {
    await this.context.redis.zrem(this.context.keys.idle, this.context.nodeId);
  }

  /** Takes the right to fill the queue, or keeps it; it ends by itself when the node dies. */
  async mayFill(): Promise<boolean> {
    const { redis, keys, nodeId } = this.context;
    if ((await redis.set(keys.filling, nodeId, 'PX', FILLING_MS, 'NX')) === 'OK') return true;
    if ((await redis.get(keys.filling)) !== nodeId) return false;
    await redis.pexpire(keys.filling, FILLING_MS);
    return true;
  }

  /** Says that all files are in the queue. @throws {QueueLost} */
  async markReady(): Promise<void> {
    const { redis, keys } = this.context;
    if (number(await READY.run(redis, [keys.state], [])) === 0) throw lost();
  }

  /** Says that the node is alive, and lets the build's keys live for a day from now. @throws {QueueLost} */
  async keepAlive(): Promise<void> {
    const { redis, keys, queueKey, nodeId, leaseMs } = this.context;
    const renewed = await renew(redis, { keys, queueKey, nodeId, leaseMs }, []);
    if (renewed === undefined) throw lost();
  }

  /** Wakes the next idle node: there is news. */
  async wake(): Promise<void> {
    const { redis, queueKey } = this.context;
    await Promise.all([
      redis.zadd(queueKey('marker'), 0, '0'),
      redis.expire(queueKey('marker'), EXPIRY_SECONDS),
    ]);
  }

  /** @param reason Why the node was fenced off; absent when it simply leaves. */
  async leave(reason?: string): Promise<void> {
    const { redis, keys, nodeId } = this.context;
    await LEAVE.run(
      redis,
      [keys.seen, keys.idle, keys.state, keys.fenced],
      [nodeId, reason ?? '', EXPIRY_SECONDS],
    );
  }
}

/** Somebody who fills shows life at least so often. */
const FILLING_MS = 10_000;

function lost(): QueueLost {
  return new QueueLost(
    'The queue has lost this build: its head is gone. Was the server restarted without persistence, or did it evict keys?',
  );
}
