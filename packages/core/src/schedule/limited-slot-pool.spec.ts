import { describe, expect, it } from 'vitest';
import { testFile } from '../testing/fakes.js';
import { LimitedSlotPool } from './limited-slot-pool.js';
import { LocalSlotPool } from './local-slot-pool.js';

const never = new AbortController().signal;

describe('LimitedSlotPool', () => {
  it('tells the slot that a lease has now, which may be another one after a pause', async () => {
    const pool = new LimitedSlotPool(new LocalSlotPool(8), 2);
    const first = await pool.acquire(testFile('a'), never);
    const second = await pool.acquire(testFile('b'), never);
    first?.release();
    second?.release();
    await second?.reacquire(never);
    await first?.reacquire(never);
    expect([first?.slot, second?.slot]).toEqual([1, 0]);
  });
});
