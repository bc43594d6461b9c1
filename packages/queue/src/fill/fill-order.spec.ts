import type { TestFile } from '@steadfast/core';
import { expect, it } from 'vitest';
import { fillOrder } from './fill-order.js';

const file = (path: string, estimateMs: number, priority?: number): TestFile => ({
  ...{ path, absolutePath: `/p/${path}`, estimateMs },
  ...(priority !== undefined && { priority }),
});

it('the longest files come first, and what has a priority before them', () => {
  const order = fillOrder([file('c', 5), file('b', 10), file('a', 10), file('urgent', 1, 1)]);
  expect(order.map(({ path, priority }) => [path, priority])).toEqual([
    ['urgent', 1],
    ['a', 2],
    ['b', 3],
    ['c', 4],
  ]);
});

it('more files than there are priorities keep their order', () => {
  const files = Array.from({ length: 25 }, (_, at) => file(`f${at}`, 100 - at));
  const priorities = fillOrder(files, 10).map(({ priority }) => priority);
  expect(priorities).toEqual(priorities.toSorted((a, b) => a - b));
  expect([priorities[0], priorities.at(-1)]).toEqual([1, 10]);
});
