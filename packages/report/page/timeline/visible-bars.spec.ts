import { describe, expect, it } from 'vitest';
import type { Bar, Lane } from '../../src/timeline/timeline.js';
import { visibleBars } from './visible-bars.js';

function lane(count: number, ms: number, failing = -1): Lane {
  const bars = Array.from({ length: count }, (_, index): Bar => ({
    ...{ file: index, path: `${index}.py`, attempt: 1, outcome: index === failing ? 'failed' : 'passed' },
    ...{
      startMs: index * ms,
      endMs: (index + 1) * ms,
      startUpMs: 0,
      pauseMs: 0,
      tests: 1,
      leaks: 0,
      checksMs: [],
    },
  }));
  return { part: 0, slot: 0, label: 'slot 0', bars, busyMs: count * ms };
}

describe('the rectangles of a lane', () => {
  it('are not many more than there are pixels, and what failed is seen among them', () => {
    const shapes = visibleBars(lane(50_000, 10, 31_234), { fromMs: 0, toMs: 500_000, width: 1000 });
    expect(shapes.length).toBeLessThan(1100);
    expect(shapes.filter(({ tone }) => tone === 'bad')).toHaveLength(1);
    expect(shapes.reduce((sum, { count }) => sum + count, 0)).toBe(50_000);
  });

  it('are those in sight', () => {
    const shapes = visibleBars(lane(100, 1000), { fromMs: 20_500, toMs: 23_500, width: 300 });
    expect(shapes.map(({ bar }) => bar.path)).toEqual(['20.py', '21.py', '22.py', '23.py']);
    expect(shapes[0]).toMatchObject({ x: -50, width: 100 });
  });
});
