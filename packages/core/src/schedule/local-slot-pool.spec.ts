import { describe, expect, it } from 'vitest';
import { testFile } from '../testing/fakes.js';
import { LocalSlotPool } from './local-slot-pool.js';
import type { Lease } from './slot-pool.js';

const never = new AbortController().signal;

async function lease(pool: LocalSlotPool, ...file: Parameters<typeof testFile>): Promise<Lease> {
  const granted = await pool.acquire(testFile(...file), never);
  if (granted === undefined) throw new Error('no slot');
  return granted;
}

/** Asks for a slot, and notes when the file gets it. */
function ask(pool: LocalSlotPool, order: string[], ...file: Parameters<typeof testFile>): Promise<Lease> {
  return lease(pool, ...file).then((granted) => {
    order.push(file[0]);
    return granted;
  });
}

describe('LocalSlotPool', () => {
  it('numbers slots from 0 and reuses the lowest', async () => {
    const pool = new LocalSlotPool(2);
    const first = await lease(pool, 'a');
    expect([first.slot, (await lease(pool, 'b')).slot]).toEqual([0, 1]);
    first.release();
    expect((await lease(pool, 'c')).slot).toBe(0);
  });

  it('gives a file several slots, but never asks for more than there are', async () => {
    const pool = new LocalSlotPool(3);
    const wide = await lease(pool, 'a', { slots: 2 });
    expect(pool.free).toBe(1);
    wide.release();
    expect((await lease(pool, 'b', { slots: 99 })).slot).toBe(0);
    expect(pool.free).toBe(0);
  });

  it('runs a file alone, before all others that wait', async () => {
    const pool = new LocalSlotPool(2);
    const busy = await lease(pool, 'busy');
    const order: string[] = [];
    const alone = ask(pool, order, 'alone', { alone: true });
    const long = ask(pool, order, 'long', { estimateMs: 9 });
    expect(pool.free).toBe(1);
    busy.release();
    (await alone).release();
    await long;
    expect(order).toEqual(['alone', 'long']);
  });

  it('gives a free slot to the longest file that waits', async () => {
    const pool = new LocalSlotPool(1);
    const busy = await lease(pool, 'busy');
    const order: string[] = [];
    const short = ask(pool, order, 'short', { estimateMs: 1 });
    const long = ask(pool, order, 'long', { estimateMs: 9 });
    busy.release();
    (await long).release();
    await short;
    expect(order).toEqual(['long', 'short']);
  });

  it('lets nothing overtake a file that waits for several slots', async () => {
    const pool = new LocalSlotPool(2);
    const busy = await lease(pool, 'busy');
    const order: string[] = [];
    const wide = ask(pool, order, 'wide', { estimateMs: 9, slots: 2 });
    const short = ask(pool, order, 'short', { estimateMs: 1 });
    busy.release();
    (await wide).release();
    await short;
    expect(order).toEqual(['wide', 'short']);
  });

  it('serves a file that comes back from a pause before new ones', async () => {
    const pool = new LocalSlotPool(1);
    const paused = await lease(pool, 'paused');
    paused.release();
    const busy = await lease(pool, 'busy', { estimateMs: 9 });
    const order: string[] = [];
    const fresh = ask(pool, order, 'new', { estimateMs: 9 });
    const back = paused.reacquire(never).then(() => order.push('back'));
    busy.release();
    await back;
    paused.release();
    await fresh;
    expect(order).toEqual(['back', 'new']);
  });

  it('forgets who does not wait any more, and serves whom that kept waiting', async () => {
    const pool = new LocalSlotPool(2);
    await lease(pool, 'busy');
    const stop = new AbortController();
    const wide = pool.acquire(testFile('wide', { estimateMs: 9, slots: 2 }), stop.signal);
    const short = lease(pool, 'short');
    stop.abort();
    expect(await wide).toBeUndefined();
    expect((await short).slot).toBe(1);
  });

  it('gives a slot back once, however often it is told', async () => {
    const pool = new LocalSlotPool(2);
    const first = await lease(pool, 'a');
    await lease(pool, 'b');
    first.release();
    first.release();
    expect(pool.free).toBe(1);
  });

  it('refuses to be without slots', () => {
    expect(() => new LocalSlotPool(0)).toThrow(/at least one, not 0/);
  });
});
