import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { TestFile } from '@steadfast/core';
import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { connect, evictionWarning, isRefusal, connectionOptions, refused } from '../address/connect.js';
import type { QueueAddress } from '../address/queue-address.js';
import { type QueueTiming, timingOf } from '../address/timing.js';
import { type GenerationKeys, generationKeys, queueKeyIn } from '../book/book-keys.js';
import { BuildBook } from '../book/build-book.js';
import { QueueLost } from '../book/queue-lost.js';
import { EXPIRY_SECONDS } from '../book/expiry.js';
import { JOIN } from '../book/scripts.js';
import { text } from '../book/validate.js';
import { suiteDigest } from '../build/suite-digest.js';
import { Asking } from '../claim/ask.js';
import { NodeTally } from '../claim/node-tally.js';
import type { Notify, QueueContext } from '../claim/queue-context.js';
import { QueueSource } from '../claim/queue-source.js';
import type { ShardPlace } from '../fallback/static-files.js';
import { fillOrder } from '../fill/fill-order.js';
import { LeaseKeeper } from '../lease/lease-keeper.js';
import { openBuild, type OpenedBuild } from './open-build.js';
import { QueueNode } from './queue-node.js';

/** What a node joins a build with. */
export interface JoinOptions {
  readonly address: QueueAddress;
  readonly build: string;
  /** The CI service's count of reruns. */
  readonly attempt?: number;
  /** Which of the parallel jobs this is; needed to go on without the queue. */
  readonly shard?: ShardPlace;
  /** This node's own discovery. */
  readonly files: readonly TestFile[];
  /** What selects tests within files; all nodes of a build must have the same. */
  readonly filters: readonly string[];
  readonly slots: number;
  readonly runId: string;
  /** Run a red file once more, on another node. */
  readonly retryElsewhere?: boolean;
  /** @default 60000 */
  readonly leaseMs?: number;
  /** All that a file may take, attempts and pauses included; without it there is no limit. */
  readonly holdLimitMs?: (file: TestFile) => number;
  readonly notify: Notify;
}

/**
 * Joins a build, or opens it when this is its first node.
 *
 * @throws {OtherSuite} when the build has other files or filters.
 * @throws {QueueRefused} when the server lets this node not in, or not do what it must.
 * @throws {QueueSilent} when the server does not answer.
 */
export async function joinBuild(options: JoinOptions): Promise<QueueNode> {
  const timing = timingOf(options.leaseMs);
  // The thread gets ready while the server is asked.
  const leases = new LeaseKeeper();
  let redis: Redis | undefined;
  try {
    redis = await connect(options.address, timing);
    const warning = await evictionWarning(redis);
    if (warning !== undefined) options.notify('warning', warning);
    const opened = await openBuild(
      redis,
      options,
      timing,
      suiteDigest({ paths: options.files.map(({ path }) => path), filters: options.filters }),
    );
    return await start({ redis, leases, timing }, opened, options);
  } catch (error) {
    redis?.disconnect();
    await leases.close();
    throw isRefusal(error) ? refused(options.address, error) : error;
  }
}

interface Means {
  readonly redis: Redis;
  readonly leases: LeaseKeeper;
  readonly timing: QueueTiming;
}

async function start(
  { redis, leases, timing }: Means,
  opened: OpenedBuild,
  options: JoinOptions,
): Promise<QueueNode> {
  const { address, build, files, slots, runId, shard, notify } = options;
  const keys = generationKeys(address.prefix, build, opened.generation);
  const nodeId = randomBytes(6).toString('base64url');
  const node = await register(redis, keys, nodeId, options);
  const common = { connection: redis, prefix: address.prefix, skipVersionCheck: true };
  const queue = new Queue(keys.queue, common);
  const worker = new Worker(keys.queue, null, {
    ...common,
    ...{ name: node, autorun: false, skipLockRenewal: true, lockDuration: timing.leaseMs },
    ...{ stalledInterval: timing.renewMs, drainDelay: timing.blockMs / 1000 },
    // A file is taken over as often as it must be.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  const asking = new Asking();
  // What a connection complains of shows as silence, unless it is a refusal.
  const complain = (error: Error): void => {
    if (isRefusal(error)) asking.lose(refused(address, error));
  };
  queue.on('error', complain);
  worker.on('error', complain);
  const queueKey = queueKeyIn(address.prefix, keys);
  const inGeneration = opened.files && new Set(opened.files);
  const toRun = inGeneration ? files.filter(({ path }) => inGeneration.has(path)) : files;
  const context: QueueContext = {
    ...{ redis, queue, worker, asking, timing, node, nodeId, runId, slots, shard, notify },
    book: new BuildBook({ redis, keys, queueKey, nodeId, leaseMs: timing.leaseMs }),
    leases,
    tally: new NodeTally(),
    files: new Map(toRun.map((file) => [file.path, file])),
    queued: fillOrder(toRun),
    retryElsewhere: options.retryElsewhere ?? false,
    holdLimitMs: options.holdLimitMs ?? (() => Infinity),
  };
  const source = new QueueSource(context);
  await leases.begin(
    { connection: connectionOptions(address, timing), prefix: address.prefix, keys, nodeId, timing },
    (news) => source.hear(news),
  );
  await worker.startStalledCheckTimer();
  return new QueueNode(source, context, { address, build, generation: opened.generation });
}

/** Enters this node into the book; returns its name. */
async function register(
  redis: Redis,
  keys: GenerationKeys,
  nodeId: string,
  { shard, slots }: JoinOptions,
): Promise<string> {
  const entry = {
    ...(shard !== undefined && { name: `${shard.index}/${shard.total}`, index: shard.index }),
    ...{ host: hostname(), slots, joinedAt: Date.now() },
  };
  const name = await JOIN.run(
    redis,
    [keys.state, keys.nodes, keys.seen],
    [nodeId, JSON.stringify(entry), EXPIRY_SECONDS],
  );
  if (name === null) throw new QueueLost('The queue lost this build while the node joined it.');
  return text(name);
}
