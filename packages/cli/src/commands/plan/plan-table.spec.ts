import { createPlan } from '@steadfast/core';
import { expect, it } from 'vitest';
import { planTable } from './plan-table.js';

const files = [
  { path: 'tests/test_long.py', estimateMs: 6000 },
  { path: 'tests/test_middle.py', estimateMs: 3000 },
  { path: 'tests/test_short.py', estimateMs: 1000 },
];

const tests: Readonly<Record<string, number>> = {
  'tests/test_long.py': 12,
  'tests/test_middle.py': 3,
  'tests/test_short.py': 1,
};

const table = (shards: number): readonly string[] =>
  planTable(createPlan(files, shards), (path) => tests[path] ?? 0).split('\n');

it('shows files, tests and time of each shard, and how good the plan is', () => {
  expect(table(2)).toEqual([
    'shard  files  tests   time',
    '  1/2      1     12  6.00s',
    '  2/2      2      4  4.00s',
    '',
    expect.stringMatching(/^3 files, 10\.0s one after the other; plan [0-9a-f]{16}$/),
    'longest file   6.00s  tests/test_long.py',
    'largest shard  6.00s',
    'lower bound    6.00s  no plan of so many shards takes less',
    'balance        100.0 %',
  ]);
});

it('says when there are more shards than files', () => {
  expect(table(5).at(-1)).toBe('2 of the shards have no file: fewer would do');
});
