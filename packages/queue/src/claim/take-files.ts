import { type Job, UnrecoverableError } from 'bullmq';
import { isRecord } from '../book/validate.js';
import { jobId } from '../book/book-keys.js';
import type { HeldFile } from './held-file.js';
import type { QueueContext } from './queue-context.js';

/** How long a file that this node has looked at stays out of its reach, for another node to take it. */
const ASIDE_MS = 1000;

/** Takes files from BullMQ, and keeps their leases. */
export class FileTaker {
  #claims = 0;

  constructor(private readonly context: QueueContext) {}

  /** Takes up to so many files in one round trip. */
  async take(count: number): Promise<readonly HeldFile[]> {
    const taken = await Promise.all(Array.from({ length: count }, () => this.#next(false)));
    return taken.filter((held) => held !== undefined);
  }

  /** Waits for a file, or for news, but not for long. */
  async wait(): Promise<HeldFile | undefined> {
    return this.#next(true);
  }

  async #next(block: boolean): Promise<HeldFile | undefined> {
    const { asking, worker, nodeId } = this.context;
    const claim = `${nodeId}:${++this.#claims}`;
    const job = await asking.ask(() => worker.getNextJob(claim, { block }));
    return job && this.#admit(job, claim);
  }

  async #admit(job: Job, claim: string): Promise<HeldFile | undefined> {
    const { leases } = this.context;
    const file = this.#fileOf(job);
    if (file === undefined || job.id === undefined) {
      await this.#refuse(job, claim);
      return undefined;
    }
    leases.hold(job.id, claim);
    const held: HeldFile = { file, job, claim, earlier: [], lost: new AbortController(), state: 'waiting' };
    // The book knows nothing yet of a file that nobody had before.
    if (job.attemptsStarted <= 1) return held;
    return this.#reconsider(held, job.id);
  }

  /** A file that somebody had before: it may be counted, or wait for another node than this one. */
  async #reconsider(held: HeldFile, id: string): Promise<HeldFile | undefined> {
    const { asking, book, node, leases } = this.context;
    const { path } = held.file;
    const { counted, opinions } = await asking.ask(() => book.history(path));
    if (counted) {
      leases.release(id);
      await asking
        .ask(() => held.job.moveToCompleted('counted before', held.claim, false))
        .catch(() => undefined);
      return undefined;
    }
    const own = opinions.find((opinion) => opinion.node === node);
    const onlyOwn = own !== undefined && opinions.every((opinion) => opinion.node === node);
    if (onlyOwn && (await asking.ask(() => book.passOn(path, id, held.claim, own))) === 'passed-on') {
      leases.release(id);
      await asking
        .ask(() => held.job.moveToDelayed(Date.now() + ASIDE_MS, held.claim))
        .catch(() => undefined);
      return undefined;
    }
    return { ...held, earlier: opinions };
  }

  /** What comes from the queue is data: only a file of this node's own discovery is run. */
  #fileOf({ id, data }: Job) {
    const path: unknown = isRecord(data) ? data['path'] : undefined;
    if (typeof path !== 'string' || id !== jobId(path)) return undefined;
    return this.context.files.get(path);
  }

  async #refuse(job: Job, claim: string): Promise<void> {
    const { tally, notify, asking } = this.context;
    const what = `The queue handed out ${JSON.stringify(job.name).slice(0, 200)}, which is none of this node's test files; it was refused.`;
    tally.fault(what);
    notify('error', what);
    const reason = new UnrecoverableError('none of the test files of the node that took it');
    await asking.ask(() => job.moveToFailed(reason, claim, false)).catch(() => undefined);
  }
}
