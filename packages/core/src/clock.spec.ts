import { afterEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.js';

afterEach(() => {
  vi.restoreAllMocks();
});

it('the clock of a run is about that of the machine', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
  expect(Number.isInteger(systemClock.now())).toBe(true);
});

it('the clock of a run goes on where that of the machine is set back', () => {
  const before = systemClock.now();
  vi.spyOn(Date, 'now').mockReturnValue(0);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
});
