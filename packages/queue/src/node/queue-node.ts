import type { FileSource } from '@steadfast/core';
import type { QueueAddress } from '../address/queue-address.js';
import { readBuild } from '../book/read-build.js';
import type { NodeOutcome } from '../claim/node-tally.js';
import type { QueueContext } from '../claim/queue-context.js';
import type { QueueSource } from '../claim/queue-source.js';
import { fillQueue, keepJobs } from '../fill/fill-queue.js';
import { judgeBuild } from '../judge/judge-build.js';

/** Jobs are kept from expiring so often, for builds that take days. */
const KEEP_JOBS_MS = 8 * 60 * 60 * 1000;

/** How long a node that ends waits for the queue to take its leave. */
const FAREWELL_MS = 5000;

interface Place {
  readonly address: QueueAddress;
  readonly build: string;
  readonly generation: number;
}

/** A node that takes part in a build. */
export class QueueNode {
  readonly #keepJobs: NodeJS.Timeout;

  constructor(
    private readonly queueSource: QueueSource,
    private readonly context: QueueContext,
    private readonly place: Place,
  ) {
    void fillQueue(context.queued, context).catch(() => undefined);
    this.#keepJobs = setInterval(() => {
      const paths = context.queued.map(({ path }) => path);
      keepJobs(paths, context).catch(() => undefined);
    }, KEEP_JOBS_MS);
    this.#keepJobs.unref();
  }

  /** The files that this node is to run. */
  get source(): FileSource {
    return this.queueSource;
  }

  /** As people see it: its shard, or a number. */
  get name(): string {
    return this.context.node;
  }

  /** 1 for the first run of a build; a rerun has the next one. */
  get generation(): number {
    return this.place.generation;
  }

  get outcome(): NodeOutcome {
    return this.context.tally.outcome();
  }

  /** Takes no more files and gives back what it has. */
  async stop(): Promise<void> {
    await this.queueSource.stop();
  }

  /** Whether the build is red so far; a lost queue is. */
  async isBuildRed(): Promise<boolean> {
    const { redis, asking } = this.context;
    try {
      const record = await asking.ask(() => readBuild(redis, this.place.address.prefix, this.place.build));
      return record === undefined || judgeBuild(record.suite, record.generations).exitCode === 1;
    } catch {
      return true;
    }
  }

  /** Leaves the build, and the queue. */
  async close(): Promise<void> {
    const { redis, queue, worker, book, leases, asking } = this.context;
    clearInterval(this.#keepJobs);
    await this.queueSource.stop();
    const farewell = new AbortController();
    const timer = setTimeout(() => farewell.abort(), FAREWELL_MS);
    const aborted = new Promise<void>((resolve) =>
      farewell.signal.addEventListener('abort', () => resolve()),
    );
    const leave = async (): Promise<void> => {
      if (!asking.isLost) {
        await book.keepAlive();
      }
      await Promise.all([queue.close(), worker.close()]);
      await redis.quit();
    };
    await Promise.race([leave().catch(() => undefined), aborted]);
    clearTimeout(timer);
    redis.disconnect();
    await leases.close();
  }
}
