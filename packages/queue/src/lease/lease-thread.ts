import { parentPort, workerData } from 'node:worker_threads';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { reconnectDelay } from '../address/connect.js';
import { expiringKeys } from '../book/book-keys.js';
import { EXPIRY_SECONDS } from '../book/build-book.js';
import { HEARTBEAT } from '../book/scripts.js';
import type { LeaseNews, LeaseOrder, LeaseThreadData } from './lease-messages.js';
import { Leases } from './leases.js';
import { Silence } from './silence.js';

/**
 * Renews the leases of a node from a thread of its own: a run whose event loop is blocked keeps what it has. Nothing but the
 * process itself decides whether a node is alive.
 */
class LeaseThread {
  readonly #leases = new Leases();
  readonly #silence: Silence;
  readonly #redis: Redis;
  readonly #queue: Queue;
  readonly #expiring: readonly string[];
  readonly #timer: NodeJS.Timeout;
  #asking = false;

  constructor(
    private readonly data: LeaseThreadData,
    private readonly tell: (news: LeaseNews) => void,
  ) {
    const { timing, keys, prefix } = data;
    this.#silence = new Silence(timing.patienceMs, timing.renewMs, performance.now());
    this.#redis = new Redis({ ...data.connection, retryStrategy: reconnectDelay });
    // Errors of the connection show as silence.
    this.#redis.on('error', () => undefined);
    this.#queue = new Queue(keys.queue, {
      connection: this.#redis,
      ...{ prefix, skipVersionCheck: true, skipMetasUpdate: true },
    });
    this.#queue.on('error', () => undefined);
    this.#expiring = expiringKeys(keys, (part) => this.#queue.toKey(part));
    this.#timer = setInterval(() => void this.#tick(), timing.renewMs);
  }

  obey(order: LeaseOrder): void {
    switch (order.kind) {
      case 'hold':
        this.#leases.hold(order.jobId, order.claim);
        break;
      case 'start':
        this.#leases.start(order.jobId, performance.now() + order.limitMs);
        break;
      case 'release':
        this.#leases.release(order.jobId);
        break;
      case 'stop':
        this.#end();
        break;
    }
  }

  async #tick(): Promise<void> {
    const { jobIds, claims, overdue } = this.#leases.renewal(performance.now());
    if (overdue.length > 0) this.tell({ kind: 'claims-lost', jobIds: overdue, why: 'overdue' });
    if (this.#silence.tick(performance.now())) {
      const seconds = this.data.timing.patienceMs / 1000;
      this.#loseQueue(`The queue has not answered for ${seconds} s.`);
      return;
    }
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#renew(jobIds, claims);
    } catch {
      // No answer is silence, which is measured.
    } finally {
      this.#asking = false;
    }
  }

  async #renew(jobIds: readonly string[], claims: readonly string[]): Promise<void> {
    const { keys, nodeId, timing } = this.data;
    const backend = this.#queue.getBackend();
    const [alive, taken] = await Promise.all([
      HEARTBEAT.run(this.#redis, [keys.state, keys.seen, ...this.#expiring], [nodeId, EXPIRY_SECONDS]),
      jobIds.length === 0 ? [] : backend.extendLocks([...jobIds], [...claims], timing.leaseMs),
    ]);
    this.#silence.answered(performance.now());
    if (alive === 0) {
      this.#loseQueue('The queue has lost this build: its head is gone.');
      return;
    }
    // A file that was settled meanwhile has no lock, and is not lost.
    const held = new Set(this.#leases.renewal(performance.now()).jobIds);
    const lost = taken.filter((jobId) => held.has(jobId));
    for (const jobId of lost) this.#leases.release(jobId);
    if (lost.length > 0) this.tell({ kind: 'claims-lost', jobIds: lost, why: 'taken-over' });
  }

  #loseQueue(reason: string): void {
    this.tell({ kind: 'queue-lost', reason });
    this.#end();
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#redis.disconnect();
    parentPort?.close();
  }
}

if (parentPort !== null) {
  const port = parentPort;
  // Both ends are this package.
  const thread = new LeaseThread(workerData as LeaseThreadData, (news) => {
    port.postMessage(news);
  });
  port.on('message', (order: LeaseOrder) => {
    thread.obey(order);
  });
}
