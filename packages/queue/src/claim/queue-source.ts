import type { Claim, FileSource, TestFile } from '@steadfast/core';
import { QueueLost } from '../book/queue-lost.js';
import { goOnAlone, noteLoss } from '../fallback/go-on-alone.js';
import { fillQueue } from '../fill/fill-queue.js';
import type { LeaseNews } from '../lease/lease-messages.js';
import { batchSize, type QueueOutlook, shouldPrefetch } from './batch-size.js';
import { queueClaim, staticClaim, usingSlots } from './claims.js';
import { type HeldFile, jobIdOf } from './held-file.js';
import { mayLeave } from './may-leave.js';
import { NodeLoad } from './node-load.js';
import type { QueueContext } from './queue-context.js';
import { giveBackFile } from './settle-file.js';
import { FileTaker } from './take-files.js';

/**
 * `queue`: files come from the queue. `static`: it was lost, and they come from this node's shard of the plan. `drained`: there
 * are no more.
 */
type Mode = 'queue' | 'static' | 'drained';

type Waiter = (claim: Claim | undefined) => void;

/** The files of a build, as one node takes them from the queue. */
export class QueueSource implements FileSource {
  #mode: Mode = 'queue';
  readonly #taker: FileTaker;
  readonly #load: NodeLoad;
  readonly #held = new Map<string, HeldFile>();
  /** Taken, and not yet asked for. */
  #ahead: HeldFile[] = [];
  /** After the queue was lost. */
  #static: TestFile[] = [];
  readonly #waiters: Waiter[] = [];
  #outlook: QueueOutlook;
  #batch = 1;
  #serving = false;
  #idle = false;

  constructor(private readonly context: QueueContext) {
    this.#taker = new FileTaker(context);
    this.#load = new NodeLoad(context.slots);
    const longest = context.queued.reduce((most, { estimateMs }) => Math.max(most, estimateMs), 0);
    this.#outlook = { lastEstimateMs: longest, waiting: context.queued.length, fleetSlots: context.slots };
    context.asking.lost.addEventListener('abort', () => {
      this.#fallBack();
    });
  }

  async claim(signal: AbortSignal): Promise<Claim | undefined> {
    return new Promise((resolve) => {
      const waiter: Waiter = (claim) => {
        signal.removeEventListener('abort', leave);
        resolve(claim);
      };
      const leave = (): void => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        resolve(undefined);
      };
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      this.#waiters.push(waiter);
      void this.#serve();
    });
  }

  remaining(): readonly TestFile[] {
    return this.#static;
  }

  /** Takes no more files, and gives back what it has, running or not: another node may start on it at once. */
  async stop(): Promise<void> {
    this.#mode = 'drained';
    this.#ahead = [];
    for (const waiter of this.#waiters.splice(0)) waiter(undefined);
    await Promise.all([...this.#held.values()].map((held) => giveBackFile(held, this.context)));
    // Nobody counts on this node any more.
    const { asking, book, tally } = this.context;
    if (!asking.isLost) await asking.ask(() => book.leave(tally.fenced)).catch(() => undefined);
  }

  /** News of the leases; see `LeaseKeeper`. */
  hear(news: LeaseNews): void {
    if (news.kind === 'ready') return;
    if (news.kind === 'queue-lost') {
      this.context.asking.lose(new QueueLost(news.reason));
      return;
    }
    for (const id of news.jobIds) {
      const held = this.#held.get(id);
      if (held === undefined || held.state === 'settling' || held.state === 'over') continue;
      const { path } = held.file;
      const why =
        news.why === 'overdue'
          ? 'it has had all the time that it may take'
          : 'another node has taken it over';
      this.context.notify('warning', `${path}: this node's lease has ended: ${why}`);
      if (held.state === 'waiting') this.#ahead = this.#ahead.filter((each) => each !== held);
      held.state = 'over';
      this.#held.delete(id);
      held.lost.abort(new Error(`${path}: ${why}`));
    }
  }

  async #serve(): Promise<void> {
    if (this.#serving) {
      // What is there already need not wait for what is being fetched.
      this.#handOut();
      return;
    }
    this.#serving = true;
    try {
      while (this.#handOut()) await this.#replenish();
    } catch (error) {
      // A queue that is lost has changed the mode; anything else must not look like the end of the files.
      if (!this.context.asking.isLost)
        this.context.asking.lose(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#serving = false;
    }
    if (this.#mode !== 'queue') this.#handOut();
  }

  /** Serves those who wait; true when more files should be fetched. */
  #handOut(): boolean {
    while (this.#waiters.length > 0) {
      const claim = this.#nextClaim();
      if (claim === undefined && this.#waitsForSlots()) return false;
      if (claim === undefined && this.#mode === 'queue') return true;
      this.#waiters.shift()?.(claim);
    }
    return this.#mode === 'queue' && this.#ahead.length <= this.#batch / 2 && shouldPrefetch(this.#outlook);
  }

  #nextClaim(): Claim | undefined {
    switch (this.#mode) {
      case 'queue': {
        const held = this.#takeFitting(this.#ahead, (each) => each.file);
        return held && this.#claimOf(held);
      }
      case 'static': {
        const file = this.#takeFitting(this.#static, (each) => each);
        return file && this.#staticClaimOf(file);
      }
      case 'drained':
        return undefined;
    }
  }

  /** Files are there, or would be, and have to wait until others have ended: that is told by the end of those. */
  #waitsForSlots(): boolean {
    if (this.#mode === 'static') return this.#static.length > 0;
    const blocked = this.#ahead.length >= Math.max(this.context.slots, this.#batch);
    return this.#mode === 'queue' && (this.#load.isFull || blocked);
  }

  #takeFitting<Item>(items: Item[], fileOf: (item: Item) => TestFile): Item | undefined {
    const at = items.findIndex((item) => this.#load.fits(fileOf(item)));
    return at < 0 ? undefined : items.splice(at, 1)[0];
  }

  async #replenish(): Promise<void> {
    const { asking, book } = this.context;
    this.#batch = batchSize(this.#outlook);
    // On one connection the second question is answered after the first: it sees what was taken.
    const [taken, standing] = await Promise.all([
      this.#taker.take(this.#batch),
      asking.ask(() => book.standing(false)),
    ]);
    this.#keep(taken);
    const last = taken.at(-1)?.file.estimateMs ?? this.#outlook.lastEstimateMs;
    this.#outlook = {
      lastEstimateMs: last,
      waiting: standing.waiting,
      fleetSlots: this.context.slots * Math.max(1, standing.liveNodes),
    };
    if (taken.length === 0 && this.#waiters.length > 0) await this.#beIdle();
  }

  async #beIdle(): Promise<void> {
    const { asking, book, slots, queued } = this.context;
    this.#idle = true;
    const { files, done, ready, waiting, leased, idleBefore } = await asking.ask(() => book.standing(true));
    if (done >= files) {
      await asking.ask(() => book.wake());
      return this.#leave();
    }
    if (!ready && (await fillQueue(queued, this.context))) return;
    if (ready && waiting === 0 && mayLeave({ leased, slots, idleBefore })) return this.#leave();
    const held = await this.#taker.wait();
    this.#keep(held === undefined ? [] : [held]);
  }

  #keep(taken: readonly HeldFile[]): void {
    if (taken.length > 0 && this.#idle) {
      this.#idle = false;
      this.context.book.resume().catch(() => undefined);
    }
    for (const held of taken) {
      this.#held.set(jobIdOf(held), held);
      if (this.#mode === 'queue') this.#ahead.push(held);
      else void giveBackFile(held, this.context);
    }
  }

  /** Nothing is left for this node. */
  #leave(): void {
    if (this.#mode !== 'queue') return;
    this.#mode = 'drained';
    for (const held of this.#ahead.splice(0)) void giveBackFile(held, this.context);
    this.#handOut();
  }

  #fallBack(): void {
    if (this.#mode === 'drained') {
      noteLoss(this.context);
      return;
    }
    const running = [...this.#held.values()].filter(({ state }) => state === 'running');
    const files = goOnAlone(
      running.map(({ file }) => file.path),
      this.context,
    );
    this.#ahead = [];
    this.#mode = files === undefined ? 'drained' : 'static';
    this.#static = [...(files ?? [])];
    this.#handOut();
  }

  #claimOf(held: HeldFile): Claim {
    const { leases, holdLimitMs, tally } = this.context;
    held.state = 'running';
    leases.start(jobIdOf(held), holdLimitMs(held.file));
    const claim = queueClaim(held, this.context, () => {
      this.#held.delete(jobIdOf(held));
      if (tally.fenced !== undefined) this.#leave();
    });
    return usingSlots(claim, this.#load, () => void this.#serve());
  }

  #staticClaimOf(file: TestFile): Claim {
    const claim = staticClaim(file, this.context.tally, () => this.#static.push(file));
    return usingSlots(claim, this.#load, () => void this.#serve());
  }
}
