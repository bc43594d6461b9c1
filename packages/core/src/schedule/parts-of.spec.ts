import { describe, expect, it } from 'vitest';
import { testFile } from '../testing/fakes.js';
import { fairShare, partsOf } from './parts-of.js';

const SHARE = { slots: 4, perSlotMs: 1_000 };

describe('the parts of a file', () => {
  it('are one where nothing is said', () => {
    expect(partsOf(testFile('a', { estimateMs: 99_000 }), SHARE)).toEqual([{ index: 1, total: 1 }]);
  });

  it('are as many as somebody wants', () => {
    expect(partsOf(testFile('a', { split: 3 }), SHARE)).toEqual([
      { index: 1, total: 3 },
      { index: 2, total: 3 },
      { index: 3, total: 3 },
    ]);
  });

  it.each([
    [1_000, 1],
    [1_001, 2],
    [2_500, 3],
    [99_000, 4],
    [0, 1],
  ])(
    'are as many as the run has shares in it with auto, at most one per slot (%i ms)',
    (estimateMs, total) => {
      expect(partsOf(testFile('a', { split: 'auto', estimateMs }), SHARE)).toHaveLength(total);
    },
  );

  it('are one with auto where nothing is known', () => {
    const file = testFile('a', { split: 'auto', estimateMs: 0 });
    expect(partsOf(file, fairShare([file], 4))).toHaveLength(1);
    expect(partsOf({ ...file, estimateMs: 9 }, { slots: 4, perSlotMs: Infinity })).toHaveLength(1);
  });

  it.each([{ alone: true }, { group: 'db' }, { selection: ['a::x'] }])('are one for %o', (more) => {
    expect(partsOf(testFile('a', { split: 3, ...more }), SHARE)).toHaveLength(1);
  });

  it('share the run evenly', () => {
    expect(fairShare([{ estimateMs: 600 }, { estimateMs: 200 }], 4)).toEqual({ slots: 4, perSlotMs: 200 });
  });
});
