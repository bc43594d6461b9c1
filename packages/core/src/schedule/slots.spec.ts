import { describe, expect, it, vi } from 'vitest';
import { testFile } from '../testing/fakes.js';
import { Slots } from './slots.js';

describe('Slots', () => {
  it('numbers slots from 0 and reuses the lowest', () => {
    const slots = new Slots(2);
    const first = slots.tryAcquire(testFile('a'));
    const second = slots.tryAcquire(testFile('b'));
    expect([first?.slot, second?.slot]).toEqual([0, 1]);
    expect(slots.tryAcquire(testFile('c'))).toBeUndefined();
    first?.release();
    expect(slots.tryAcquire(testFile('c'))?.slot).toBe(0);
  });

  it('gives a heavy file several slots, but never asks for more than there are', () => {
    const slots = new Slots(3);
    const heavy = slots.tryAcquire(testFile('a', { slots: 2 }));
    expect(slots.free).toBe(1);
    expect(slots.tryAcquire(testFile('b', { slots: 2 }))).toBeUndefined();
    heavy?.release();
    expect(slots.tryAcquire(testFile('c', { slots: 99 }))?.slot).toBe(0);
    expect(slots.free).toBe(0);
  });

  it('never runs two files of one group', () => {
    const slots = new Slots(2);
    const first = slots.tryAcquire(testFile('a', { group: 'db' }));
    expect(slots.isGroupBusy(testFile('b', { group: 'db' }))).toBe(true);
    expect(slots.tryAcquire(testFile('b', { group: 'db' }))).toBeUndefined();
    first?.release();
    expect(slots.tryAcquire(testFile('b', { group: 'db' }))).toBeDefined();
  });

  it('serves files that wait before it calls for new ones', async () => {
    const onFree = vi.fn();
    const slots = new Slots(1, onFree);
    const paused = slots.tryAcquire(testFile('a'));
    paused?.release();
    expect(onFree).toHaveBeenCalledTimes(1);
    const other = slots.tryAcquire(testFile('b'));
    const waiting = paused?.reacquire();
    other?.release();
    expect(onFree).toHaveBeenCalledTimes(1);
    await waiting;
    expect(slots.free).toBe(0);
    paused?.release();
    expect(onFree).toHaveBeenCalledTimes(2);
  });

  it('gives a slot back once, however often it is told', () => {
    const slots = new Slots(2);
    const lease = slots.tryAcquire(testFile('a'));
    slots.tryAcquire(testFile('b'));
    lease?.release();
    lease?.release();
    expect(slots.free).toBe(1);
  });

  it('refuses to be without slots', () => {
    expect(() => new Slots(0)).toThrow(/at least one, not 0/);
  });
});
