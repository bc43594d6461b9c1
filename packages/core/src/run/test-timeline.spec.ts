import { describe, expect, it } from 'vitest';
import { TestTimeline } from './test-timeline.js';

const TOLERANCE = 20;

function timeline(): TestTimeline {
  const tests = new TestTimeline();
  tests.started('first', 1000);
  tests.finished(1200);
  tests.started('second', 1200);
  tests.finished(2000);
  return tests;
}

describe('the test that was running', () => {
  it.each([
    [500, undefined],
    [990, undefined],
    [1100, 'first'],
    [1195, undefined],
    [1300, 'second'],
    [1990, undefined],
    [2500, undefined],
  ])('at %i is %s', (time, test) => {
    expect(timeline().at(time, TOLERANCE)).toBe(test);
  });

  it('is the last that started, while it has not finished', () => {
    const tests = timeline();
    tests.started('hung', 3000);
    expect(tests.at(90_000, TOLERANCE)).toBe('hung');
  });

  it('is none in an attempt without tests', () => {
    expect(new TestTimeline().at(1000, TOLERANCE)).toBeUndefined();
  });
});
