import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conftestsFor, foreignCollectors, localPlugins } from './foreign-collectors.js';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steadfast-collectors-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe('foreignCollectors', () => {
  it('names who has a hook that collects files', () => {
    const plain = write('conftest.py', 'def pytest_configure(config): pass\n');
    const hook = write('tests/conftest.py', 'def pytest_collect_file(parent): ...\n');
    expect(foreignCollectors([plain], [], root)).toBeUndefined();
    expect(foreignCollectors([plain, hook], [], root)).toBe('tests/conftest.py');
    expect(foreignCollectors([hook], ['nbval', 'other'], root)).toBe('tests/conftest.py and 2 more');
  });
});

it('conftests are those that were found and those above the searched folders, the root included', () => {
  const file = join(root, 'a/b/c/conftest.py');
  expect(conftestsFor([join(root, 'a/b')], [file, join(root, 'a/b/test_x.py')], root)).toEqual(
    [join(root, 'a/conftest.py'), file, join(root, 'conftest.py')].sort(),
  );
});

it.each([
  ['pytest_plugins = "my.checks"\n'],
  ['pytest_plugins: list[str] = [\n    "other",\n    "my.checks",\n]\n'],
  ['pytest_plugins = ("my.checks",)\n'],
])('plugins of the project are found in %j', (text) => {
  const plugin = write('my/checks.py', '');
  expect(localPlugins([write('conftest.py', text)], [], [root])).toEqual([plugin]);
});

it('plugins that -p names may be packages', () => {
  const plugin = write('lib/checks/__init__.py', '');
  expect(localPlugins([], ['checks', 'no:doctest'], [root, join(root, 'lib')])).toEqual([plugin]);
});
