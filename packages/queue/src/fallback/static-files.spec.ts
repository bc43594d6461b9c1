import type { TestFile } from '@steadfast/core';
import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staticFiles } from './static-files.js';

const files = (count: number): readonly TestFile[] =>
  Array.from({ length: count }, (_, at) => ({
    path: `t${at}`,
    absolutePath: `/p/t${at}`,
    estimateMs: (at * 37) % 11,
  }));

describe('after the queue was lost', () => {
  it('all nodes together skip no file', () => {
    assert(
      property(integer({ min: 0, max: 60 }), integer({ min: 1, max: 8 }), (count, total) => {
        const all = files(count);
        const run = Array.from({ length: total }, (_, at) =>
          staticFiles(all, { index: at + 1, total }, new Set()),
        ).flat();
        expect(run.map(({ path }) => path).sort()).toEqual(all.map(({ path }) => path).sort());
      }),
    );
  });

  it('a node does not repeat what it counted', () => {
    const [first, ...rest] = staticFiles(files(20), { index: 1, total: 2 }, new Set());
    expect(staticFiles(files(20), { index: 1, total: 2 }, new Set([first?.path ?? '']))).toEqual(rest);
  });
});
