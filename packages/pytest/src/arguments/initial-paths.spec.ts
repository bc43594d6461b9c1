import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { initialPaths } from './initial-paths.js';

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'steadfast-paths-'));
  for (const folder of ['plain', 'conf']) mkdirSync(join(directory, folder));
  for (const file of ['plain/test_a.py', 'plain/test_b.py', 'conf/test_a.py', 'conf/conftest.py', '-x.py']) {
    writeFileSync(join(directory, file), '');
  }
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

it.each([
  [[], []],
  [
    ['plain', 'conf'],
    ['plain', 'conf'],
  ],
  // One file stands for its folder.
  [['plain/test_a.py', 'plain/test_b.py::test[plain/test_b.py]'], ['plain/test_a.py']],
  [['plain/test_b.py::test[plain/test_b.py]'], ['plain/test_b.py']],
  // A conftest is not missing for a moment.
  [
    ['conf/test_a.py::test', 'plain'],
    ['conf/conftest.py', 'plain'],
  ],
  [['gone/test_a.py'], ['gone/test_a.py']],
  [['package.module'], ['package.module']],
  [['-x.py'], ['./-x.py']],
])('%j becomes %j', (paths, initial) => {
  expect(initialPaths(paths, directory)).toEqual(initial);
});
