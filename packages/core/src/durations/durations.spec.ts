import { array, assert, constantFrom, dictionary, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Durations, expectedDurations, mergeDurations, recordDurations } from './durations.js';
import { durationsText } from './durations-text.js';

const DAY = 24 * 3600;

const sample = tuple(integer({ min: 0, max: 400 }), integer({ min: 1, max: 3 })).map(
  ([day, seconds]) => [day * DAY, seconds * 1000] as const,
);

const durations = dictionary(constantFrom('a.py', 'b.py', 'c.py'), array(sample, { maxLength: 8 })).map(
  (files): Durations => new Map(Object.entries(files)),
);

const of = (...samples: (readonly [number, number])[]): Durations => new Map([['a.py', samples]]);

/** The expectation after runs that took so long, one a day. */
function after(...runs: readonly number[]): number | undefined {
  const known = runs.reduce<Durations>(
    (known, ms, day) => recordDurations(known, of([(day + 1) * DAY, ms])),
    new Map(),
  );
  return expectedDurations(known).get('a.py');
}

describe('merging durations', () => {
  it('gives the same bytes in any order and grouping, and for what is merged twice', () => {
    assert(
      property(durations, durations, durations, (a, b, c) => {
        const text = durationsText(mergeDurations(a, b, c));
        expect(durationsText(mergeDurations(c, b, a))).toBe(text);
        expect(durationsText(mergeDurations(mergeDurations(a, b), c))).toBe(text);
        expect(durationsText(mergeDurations(a, mergeDurations(b, c)))).toBe(text);
        expect(durationsText(mergeDurations(a, b, c, a, mergeDurations(b, c)))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the five newest runs of each file', () => {
    const runs = [1, 2, 3, 4, 5, 6].map((day) => [day * DAY, day] as const);
    const kept = mergeDurations(of(...runs.slice(3)), of(...runs.slice(0, 3))).get('a.py');
    expect(kept?.map(([, ms]) => ms)).toEqual([6, 5, 4, 3, 2]);
  });

  it('forgets files that have not run for half a year, unless nobody knows when they ran', () => {
    const old: Durations = new Map([
      ['gone.py', [[DAY, 1]]],
      ['imported.py', [[0, 1]]],
    ]);
    expect([...mergeDurations(old, of([200 * DAY, 1])).keys()]).toEqual(['imported.py', 'a.py']);
  });
});

describe('what a file is expected to take', () => {
  it('is what it took, and one slow run does not change it', () => {
    expect(after(1000)).toBe(1000);
    expect(after(1000, 9000)).toBe(1000);
    expect(after(1000, 1000, 1000, 9000)).toBe(1000);
    expect(after(9000, 1000)).toBe(1000);
  });

  it('changes when a file stays slow or fast', () => {
    expect(after(1000, 9000, 9000)).toBe(9000);
    expect(after(9000, 1000, 1000, 1000)).toBe(1000);
    expect(after(9000, 9000, 9000, 1000, 1000, 1000, 1000)).toBe(1000);
    expect(after(100, 100, 100, 100, 100, 100, 1000, 100, 100, 100, 100, 100, 1000)).toBe(100);
  });
});

describe('recording a run', () => {
  const steady = of(...[5, 4, 3, 2, 1].map((day) => [day * DAY, 1000 + day] as const));

  it('leaves out what the five last runs say, too, so that the file does not change', () => {
    expect(recordDurations(steady, of([6 * DAY, 1190]))).toEqual(steady);
    const short = of(...[5, 4, 3, 2, 1].map((day) => [day * DAY, 10] as const));
    expect(recordDurations(short, of([6 * DAY, 55]))).toEqual(short);
  });

  it('keeps what says something else, and forgets it after five runs that do not', () => {
    let known = recordDurations(steady, of([6 * DAY, 9000]));
    expect(known.get('a.py')?.[0]).toEqual([6 * DAY, 9000]);
    for (let day = 7; day < 20; day++) known = recordDurations(known, of([day * DAY, 1000]));
    expect(known.get('a.py')?.map(([time]) => time / DAY)).toEqual([11, 10, 9, 8, 7]);
  });

  it('keeps the first runs of a file', () => {
    const run: Durations = new Map([['b.py', [[2 * DAY, 5]]]]);
    expect([...recordDurations(steady, run).keys()]).toEqual(['a.py', 'b.py']);
    expect(recordDurations(of([DAY, 1000]), of([2 * DAY, 1000])).get('a.py')).toHaveLength(2);
  });

  it('remembers that a file is still there', () => {
    expect(recordDurations(steady, of([40 * DAY, 1000])).get('a.py')?.[0]).toEqual([40 * DAY, 1000]);
  });
});
