import { type Arbitrary, array, assert, constant, integer, nat, oneof, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedFile } from '../events.js';
import { createPlan, type Plan, planQuality } from './plan.js';

/** Short files, long ones, and many of the same length. */
const duration = oneof(integer({ min: 1, max: 5 }), integer({ min: 1, max: 100_000 }), constant(1000));

const filesUpTo = (maxLength: number): Arbitrary<PlannedFile[]> =>
  array(duration, { maxLength }).map((durations) =>
    durations.map((estimateMs, index) => ({ path: `tests/test_${index}.py`, estimateMs })),
  );

const files = filesUpTo(60);

/** Few enough for trying every plan. */
const few = filesUpTo(8);

const shards = integer({ min: 1, max: 12 });

const slowest = (plan: Plan): number => planQuality(plan).makespanMs;

const sum = (files: readonly PlannedFile[]): number =>
  files.reduce((total, file) => total + file.estimateMs, 0);

describe('a plan', () => {
  it('has every file exactly once', () => {
    assert(
      property(files, shards, (files, count) => {
        const plan = createPlan(files, count);
        expect(plan.shards.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
        const planned = plan.shards.flatMap((shard) => shard.files);
        expect(new Set(planned.map(({ path }) => path)).size).toBe(planned.length);
        expect(new Map(planned.map((file) => [file.path, file.estimateMs]))).toEqual(
          new Map(files.map((file) => [file.path, file.estimateMs])),
        );
      }),
    );
  });

  it('knows how long its shards take', () => {
    assert(
      property(files, shards, (files, count) => {
        for (const shard of createPlan(files, count).shards) expect(shard.estimateMs).toBe(sum(shard.files));
      }),
    );
  });

  it('does not depend on the order of the files', () => {
    const shuffled = files.chain((files) =>
      tuple(constant(files), array(nat(), { minLength: files.length, maxLength: files.length })),
    );
    assert(
      property(shuffled, shards, ([files, keys], count) => {
        const keyed = files.map((file, index) => ({ file, key: keys[index] ?? 0 }));
        const other = keyed.sort((a, b) => a.key - b.key).map(({ file }) => file);
        expect(createPlan(other, count)).toEqual(createPlan(files, count));
      }),
    );
  });

  it('never loses to round-robin', () => {
    assert(
      property(files, shards, (files, count) => {
        const inOrder = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
        const totals = Array.from({ length: count }, (_, shard) =>
          sum(inOrder.filter((_, position) => position % count === shard)),
        );
        expect(slowest(createPlan(files, count))).toBeLessThanOrEqual(Math.max(...totals));
      }),
      { numRuns: 500 },
    );
  });

  it('is never below the lower bound', () => {
    assert(
      property(files, shards, (files, count) => {
        const { makespanMs, lowerBoundMs } = planQuality(createPlan(files, count));
        expect(makespanMs).toBeGreaterThanOrEqual(lowerBoundMs);
      }),
    );
  });

  it('is within the bound of longest processing time first', () => {
    assert(
      property(few, integer({ min: 1, max: 4 }), (files, count) => {
        const best = bestPossible(
          files,
          Array.from({ length: count }, () => 0),
        );
        expect(slowest(createPlan(files, count))).toBeLessThanOrEqual((4 / 3 - 1 / (3 * count)) * best);
      }),
      { numRuns: 300 },
    );
  });

  it('is the best there is for the case in which longest processing time first does worst', () => {
    const worst = [5, 5, 4, 4, 3, 3, 3].map((estimateMs, index) => ({ path: `${index}.py`, estimateMs }));
    expect(slowest(createPlan(worst, 3))).toBe(9);
  });

  it('spreads files that take no time', () => {
    const idle = Array.from({ length: 8 }, (_, index) => ({ path: `${index}.py`, estimateMs: 0 }));
    expect(createPlan(idle, 4).shards.map((shard) => shard.files.length)).toEqual([2, 2, 2, 2]);
  });

  it('leaves shards empty when there are more of them than files', () => {
    const plan = createPlan([{ path: 'a.py', estimateMs: 1 }], 3);
    expect(plan.shards.map((shard) => shard.files.length)).toEqual([1, 0, 0]);
  });

  it('refuses a file that is there twice, and a number that is none', () => {
    const file = { path: 'a.py', estimateMs: 1 };
    expect(() => createPlan([file, file], 2)).toThrow('a.py came twice');
    expect(() => createPlan([file], 0)).toThrow('at least one shard, not 0');
    expect(() => createPlan([file], 1.5)).toThrow('at least one shard, not 1.5');
  });
});

describe('the digest', () => {
  const plan = (estimateMs: number, path = 'b.py', count = 2): string =>
    createPlan(
      [
        { path: 'a.py', estimateMs: 5 },
        { path, estimateMs },
      ],
      count,
    ).digest;

  it('is the same for the same files and estimates', () => {
    expect(plan(7)).toBe(plan(7));
  });

  it.each([
    ['an estimate', plan(8)],
    ['a path', plan(7, 'c.py')],
    ['the number of shards', plan(7, 'b.py', 3)],
  ])('changes with %s', (_what, other) => {
    expect(other).not.toBe(plan(7));
  });
});

describe('planning 100,000 files over 64 shards', () => {
  it('takes less than 2 seconds, and comes within 0.1 % of the lower bound', () => {
    // Heavy-tailed, and the same every time.
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      path: `tests/package_${index % 977}/test_${index}.py`,
      estimateMs: Math.round(300 / ((((index * 7919) % 100_003) + 1) / 100_003) ** 0.6),
    }));
    const before = process.cpuUsage();
    const plan = createPlan(many, 64);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
    expect(planQuality(plan).balance).toBeGreaterThan(0.999);
    // CPU time counts; the clock may run for longer on a busy machine.
  }, 60_000);
});

/** The makespan of the best plan, found by trying every one. */
function bestPossible([first, ...rest]: readonly PlannedFile[], totals: readonly number[]): number {
  if (first === undefined) return Math.max(...totals);
  const different = totals.filter((total, shard) => totals.indexOf(total) === shard);
  return Math.min(
    ...different.map((total) =>
      bestPossible(rest, totals.with(totals.indexOf(total), total + first.estimateMs)),
    ),
  );
}
