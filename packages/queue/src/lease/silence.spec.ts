import { expect, it } from 'vitest';
import { Silence } from './silence.js';

it('a queue is lost after two leases without an answer', () => {
  const silence = new Silence(120_000, 15_000, 0);
  const lost = Array.from({ length: 8 }, (_, at) => silence.tick((at + 1) * 15_000));
  expect(lost).toEqual([false, false, false, false, false, false, false, true]);
});

it('every answer begins the count anew', () => {
  const silence = new Silence(120_000, 15_000, 0);
  for (let at = 1; at < 8; at++) silence.tick(at * 15_000);
  silence.answered(106_000);
  expect(silence.tick(120_000)).toBe(false);
});

it('a process that was stopped does not blame the queue', () => {
  const silence = new Silence(120_000, 15_000, 0);
  expect(silence.tick(3_600_000)).toBe(false);
});
