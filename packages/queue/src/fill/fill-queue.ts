import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobId } from '../book/book-keys.js';
import type { BuildBook } from '../book/build-book.js';
import { EXPIRY_SECONDS } from '../book/expiry.js';
import type { Asking } from '../claim/ask.js';
import type { QueuedFile } from './fill-order.js';

/** Files per round trip; a server is busy for some 10 ms with so many. */
const CHUNK = 500;

export interface FillContext {
  readonly queue: Queue;
  readonly redis: Redis;
  readonly book: BuildBook;
  readonly asking: Asking;
}

/**
 * Puts the files into the queue, unless another node is doing so. Any number of nodes may try, and may die while they do: a file
 * that is there already is not added again, and only a complete queue is marked as ready.
 *
 * @returns false when another node fills
 */
export async function fillQueue(files: readonly QueuedFile[], context: FillContext): Promise<boolean> {
  const { book, queue, redis, asking } = context;
  if (!(await asking.ask(() => book.mayFill()))) return false;
  for (let start = 0; start < files.length; start += CHUNK) {
    const chunk = files.slice(start, start + CHUNK);
    const jobs = chunk.map(({ path, estimateMs, priority }) => ({
      name: path,
      data: { path, estimateMs },
      // A finished file stays, so that a slow filler does not add it again.
      opts: { jobId: jobId(path), priority, removeOnComplete: false, removeOnFail: false },
    }));
    await asking.ask(() => queue.addBulk(jobs));
    await asking.ask(() =>
      keepJobs(
        chunk.map(({ path }) => path),
        { queue, redis },
      ),
    );
    // A filler that was stopped, and whose work another one has taken over, may go on: it changes nothing.
    await asking.ask(() => book.mayFill());
  }
  await asking.ask(() => book.markReady());
  await asking.ask(() => book.keepAlive());
  await asking.ask(() => book.wake());
  return true;
}

/** Lets jobs live for a day from now. */
export async function keepJobs(
  paths: readonly string[],
  { queue, redis }: Pick<FillContext, 'queue' | 'redis'>,
): Promise<void> {
  for (let start = 0; start < paths.length; start += CHUNK) {
    const pipeline = redis.pipeline();
    for (const path of paths.slice(start, start + CHUNK))
      pipeline.expire(queue.toKey(jobId(path)), EXPIRY_SECONDS);
    await pipeline.exec();
  }
}
