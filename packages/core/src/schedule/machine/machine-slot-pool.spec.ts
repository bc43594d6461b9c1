import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testFile } from '../../testing/fakes.js';
import type { Lease } from '../slot-pool.js';
import { MachineSlotPool } from './machine-slot-pool.js';

const never = new AbortController().signal;

let folder: string;
let pools: MachineSlotPool[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steadfast-pool-'));
  pools = [];
});

afterEach(() => {
  for (const pool of pools) pool.close();
  rmSync(folder, { recursive: true });
});

async function poolOf(total: number, spare = 0): Promise<MachineSlotPool> {
  const pool = new MachineSlotPool(folder, total, spare);
  await pool.open();
  pools.push(pool);
  return pool;
}

async function lease(pool: MachineSlotPool, slots = 1, alone = false): Promise<Lease> {
  const granted = await pool.acquire(testFile('a', { slots, alone }), never);
  if (granted === undefined) throw new Error('no slot');
  return granted;
}

describe('MachineSlotPool', () => {
  it('gives slots to whoever waits longest, whichever pool asks', async () => {
    const [one, two, three] = [await poolOf(1), await poolOf(1), await poolOf(1)];
    const held = await lease(one);
    const order: string[] = [];
    const second = lease(two).then((granted) => (order.push('two'), granted));
    const third = lease(three).then((granted) => (order.push('three'), granted));
    const fourth = lease(one).then((granted) => (order.push('one'), granted));
    held.release();
    (await second).release();
    (await third).release();
    await fourth;
    expect(order).toEqual(['two', 'three', 'one']);
  });

  it('waits until several slots are free at the same time', async () => {
    const [one, two] = [await poolOf(2), await poolOf(2)];
    const [a, b] = [await lease(one), await lease(one)];
    const wide = lease(two, 2);
    a.release();
    b.release();
    expect(await wide).toBeDefined();
  });

  it('runs a file alone among all pools, however many slots they count', async () => {
    const [one, two] = [await poolOf(1), await poolOf(8)];
    const held = await lease(two);
    const order: string[] = [];
    const alone = lease(one, 1, true).then((granted) => (order.push('alone'), granted));
    const after = lease(two).then((granted) => (order.push('after'), granted));
    held.release();
    const granted = await alone;
    expect(order).toEqual(['alone']);
    granted.release();
    await after;
  });

  it('runs a file alone in the slot that it has anyway', async () => {
    const [one, two] = [await poolOf(1), await poolOf(1, 1)];
    await lease(one);
    expect(await lease(two, 1, true)).toBeDefined();
  });

  it('frees what a process held that is no more, and takes away what it left', async () => {
    writeFileSync(join(folder, 'h-1-1-dead1'), '');
    writeFileSync(join(folder, 'd-dead2'), '');
    const pool = await poolOf(1);
    await lease(pool);
    expect(readdirSync(folder).filter((name) => name.includes('dead'))).toEqual([]);
  });

  it('gives a place up when it is told to stop waiting', async () => {
    const [one, two] = [await poolOf(1), await poolOf(1)];
    const held = await lease(one);
    const stop = new AbortController();
    const given = two.acquire(testFile('b'), stop.signal);
    const later = lease(one);
    stop.abort();
    expect(await given).toBeUndefined();
    held.release();
    expect(await later).toBeDefined();
  });

  it('uses the slot that it has anyway first, and asks nobody for it', async () => {
    const [one, two] = [await poolOf(1), await poolOf(1, 1)];
    await lease(one);
    expect(await lease(two)).toBeDefined();
  });

  it('leaves nothing behind', async () => {
    const pool = new MachineSlotPool(folder, 1, 0);
    await pool.open();
    await lease(pool);
    pool.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
