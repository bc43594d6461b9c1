import { describe, expect, it } from 'vitest';
import { isSuspect } from './breaker.js';

describe('the breaker', () => {
  it('opens after five reds in a row while the others are under 20 % red', () => {
    expect(isSuspect(5, { done: 100, red: 19 })).toBe(true);
    expect(isSuspect(4, { done: 100, red: 0 })).toBe(false);
    expect(isSuspect(5, { done: 100, red: 20 })).toBe(false);
  });

  it('stays closed while nobody else has results to compare with', () => {
    expect(isSuspect(9, { done: 0, red: 0 })).toBe(false);
    expect(isSuspect(9, { done: 4, red: 0 })).toBe(false);
  });

  it('stays closed in a suite that is red everywhere', () => {
    expect(isSuspect(50, { done: 100, red: 90 })).toBe(false);
  });
});
