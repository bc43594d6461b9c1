import { parentPort } from 'node:worker_threads';
import { Redis } from 'ioredis';
import { reconnectDelay } from '../address/reconnect-delay.js';
import { queueKeyIn } from '../book/book-keys.js';
import { type HeldLock, renew, type Renewing } from '../book/renew.js';
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
  readonly #renewing: Renewing;
  readonly #patienceSeconds: number;
  readonly #timer: NodeJS.Timeout;
  #asking = false;

  constructor(
    { connection, prefix, keys, nodeId, timing }: LeaseThreadData,
    private readonly tell: (news: LeaseNews) => void,
  ) {
    const { patienceMs, renewMs, leaseMs } = timing;
    this.#renewing = { keys, queueKey: queueKeyIn(prefix, keys), nodeId, leaseMs };
    this.#patienceSeconds = patienceMs / 1000;
    this.#silence = new Silence(patienceMs, renewMs, performance.now());
    this.#redis = new Redis({ ...connection, retryStrategy: reconnectDelay });
    // Errors of the connection show as silence.
    this.#redis.on('error', () => undefined);
    this.#timer = setInterval(() => void this.#tick(), renewMs);
  }

  obey(order: Exclude<LeaseOrder, { kind: 'begin' }>): void {
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
    }
  }

  async #tick(): Promise<void> {
    const { held, overdue } = this.#leases.renewal(performance.now());
    if (overdue.length > 0) this.tell({ kind: 'claims-lost', jobIds: overdue, why: 'overdue' });
    if (this.#silence.tick(performance.now())) {
      this.#loseQueue(`The queue has not answered for ${this.#patienceSeconds} s.`);
      return;
    }
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#renew(held);
    } catch {
      // No answer is silence, which is measured.
    } finally {
      this.#asking = false;
    }
  }

  async #renew(held: readonly HeldLock[]): Promise<void> {
    const taken = await renew(this.#redis, this.#renewing, held);
    this.#silence.answered(performance.now());
    if (taken === undefined) {
      this.#loseQueue('The queue has lost this build: its head is gone.');
      return;
    }
    // A file that was settled meanwhile has no lock, and is not lost.
    const lost = taken.filter((jobId) => this.#leases.has(jobId));
    for (const jobId of lost) this.#leases.release(jobId);
    if (lost.length > 0) this.tell({ kind: 'claims-lost', jobIds: lost, why: 'taken-over' });
  }

  #loseQueue(reason: string): void {
    this.tell({ kind: 'queue-lost', reason });
    clearInterval(this.#timer);
    this.#redis.disconnect();
  }
}

const port = parentPort;
if (port !== null) {
  let thread: LeaseThread | undefined;
  port.on('message', (order: LeaseOrder) => {
    if (order.kind !== 'begin') return thread?.obey(order);
    thread = new LeaseThread(order.data, (news) => {
      port.postMessage(news);
    });
    port.postMessage({ kind: 'ready' } satisfies LeaseNews);
  });
}
