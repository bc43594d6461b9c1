import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Learning } from './learning.js';

let root = '';
let path = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steadfast-learning-'));
  path = join(root, '.steadfast/learned.json');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

it('keeps modules in order and rungs, with paths of the project alone', async () => {
  const first = new Learning(path, root);
  first.share([
    ['numpy', '/lib/numpy/__init__.py', false],
    ['app.models', join(root, 'app/models.py'), true],
  ]);
  first.lower('tests/test_a.py', 'pytest');
  await first.save();
  expect(readFileSync(path, 'utf8')).not.toContain(root);

  const next = new Learning(path, root);
  expect(next.known).toEqual([
    ['numpy', '', false],
    ['app.models', join(root, 'app/models.py'), true],
  ]);
  expect(next.rungOf('tests/test_a.py')).toBe('pytest');
  expect(next.rungOf('tests/test_b.py')).toBeUndefined();
});

it('writes nothing when nothing was learned', async () => {
  await new Learning(path, root).save();
  expect(() => readFileSync(path)).toThrow('ENOENT');
});

it.each(['', '[]', '{"modules": [["a"]], "lowered": {}}', '{"modules": [], "lowered": {"a": 1}}'])(
  'begins anew when the file is broken: %s',
  (text) => {
    const file = join(root, 'learned.json');
    writeFileSync(file, text);
    expect(new Learning(file, root).known).toEqual([]);
  },
);
