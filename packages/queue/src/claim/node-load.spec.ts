import type { TestFile } from '@steadfast/core';
import { expect, it } from 'vitest';
import { NodeLoad } from './node-load.js';

const file = (path: string, more: Partial<TestFile> = {}): TestFile => ({
  ...{ path, absolutePath: `/p/${path}`, estimateMs: 1 },
  ...more,
});

it('as many files fit as there are slots', () => {
  const load = new NodeLoad(2);
  load.begin(file('a'));
  expect(load.fits(file('b'))).toBe(true);
  load.begin(file('b'));
  expect([load.fits(file('c')), load.isFull]).toEqual([false, true]);
  load.end(file('a'));
  expect(load.fits(file('c'))).toBe(true);
});

it('a file of several slots takes several, and never more than there are', () => {
  const load = new NodeLoad(2);
  load.begin(file('a'));
  expect(load.fits(file('wide', { slots: 2 }))).toBe(false);
  load.end(file('a'));
  expect(load.fits(file('wider', { slots: 9 }))).toBe(true);
});

it('files of one group take turns', () => {
  const load = new NodeLoad(4);
  load.begin(file('a', { group: 'database' }));
  expect(load.fits(file('b', { group: 'database' }))).toBe(false);
  expect(load.fits(file('c', { group: 'other' }))).toBe(true);
  load.end(file('a', { group: 'database' }));
  expect(load.fits(file('b', { group: 'database' }))).toBe(true);
});
