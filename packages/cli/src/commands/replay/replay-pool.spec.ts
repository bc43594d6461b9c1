import type { TestFile } from '@steadfast/core';
import { describe, expect, it } from 'vitest';
import { ReplayPool } from './replay-pool.js';

const NEVER = new AbortController().signal;

function file(path: string): TestFile {
  return { path, absolutePath: `/${path}`, estimateMs: 1 };
}

describe('a replay', () => {
  it('gives each file its slot, one at a time and in order', async () => {
    const pool = new ReplayPool(
      2,
      new Map([
        ['a', 1],
        ['b', 1],
        ['c', 0],
      ]),
    );
    const a = await pool.acquire(file('a'), NEVER);
    expect(a?.slot).toBe(1);
    // Whoever has its slot does not wait for it.
    expect(await a?.reacquire(NEVER)).toBe(true);
    const order: string[] = [];
    const b = pool.acquire(file('b'), NEVER).then((lease) => {
      order.push('b');
      return lease;
    });
    const c = await pool.acquire(file('c'), NEVER);
    expect([c?.slot, order]).toEqual([0, []]);
    a?.release();
    a?.release();
    expect((await b)?.slot).toBe(1);
    const again = a?.reacquire(NEVER);
    (await b)?.release();
    expect(await again).toBe(true);
  });

  it('lets go of files that nobody waits for any more', async () => {
    const pool = new ReplayPool(1, new Map());
    const first = await pool.acquire(file('a'), NEVER);
    const stop = new AbortController();
    const second = pool.acquire(file('b'), stop.signal);
    stop.abort();
    expect(await second).toBeUndefined();
    first?.release();
    expect((await pool.acquire(file('c'), NEVER))?.slot).toBe(0);
  });
});
