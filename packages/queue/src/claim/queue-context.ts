import type { TestFile } from '@steadfast/core';
import type { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueueTiming } from '../address/timing.js';
import type { BuildBook } from '../book/build-book.js';
import type { QueuedFile } from '../fill/fill-order.js';
import type { ShardPlace } from '../fallback/static-files.js';
import type { LeaseKeeper } from '../lease/lease-keeper.js';
import type { Asking } from './ask.js';
import type { NodeTally } from './node-tally.js';

export type Notify = (level: 'info' | 'warning' | 'error', message: string) => void;

/** What all parts of a node's session share. */
export interface QueueContext {
  readonly redis: Redis;
  readonly queue: Queue;
  readonly worker: Worker;
  readonly book: BuildBook;
  readonly leases: LeaseKeeper;
  readonly asking: Asking;
  readonly tally: NodeTally;
  readonly timing: QueueTiming;
  /** This node's name, as people see it. */
  readonly node: string;
  readonly nodeId: string;
  readonly runId: string;
  readonly slots: number;
  /** Files of the generation, from this node's own discovery: nothing else is ever run. */
  readonly files: ReadonlyMap<string, TestFile>;
  /** What the generation runs, in order. */
  readonly queued: readonly QueuedFile[];
  readonly shard: ShardPlace | undefined;
  readonly retryElsewhere: boolean;
  /** All that a file may take, attempts and pauses included; Infinity when there is no limit. */
  readonly holdLimitMs: (file: TestFile) => number;
  readonly notify: Notify;
}
