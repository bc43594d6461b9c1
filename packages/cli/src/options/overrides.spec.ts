import type { TestFile } from '@steadfast/core';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { applyOverrides } from './overrides.js';

function apply(toml: string, ...paths: readonly string[]): readonly TestFile[] {
  const files = paths.map((path) => ({ path, absolutePath: `/p/sub/${path}`, estimateMs: 0 }));
  return applyOverrides(files, { file: '/p/pyproject.toml', directory: '/p', values: parse(toml) });
}

describe('applyOverrides', () => {
  it('changes the files that match, with paths relative to the file that says so', () => {
    const toml = `
      [[overrides]]
      paths = "sub/slow/**"
      file-timeout = "10m"
      retries = 2
      isolation = "spawn"
      slots = 3
      alone = true
      group = "database"`;
    expect(apply(toml, 'slow/test_a.py', 'test_b.py')).toEqual([
      {
        path: 'slow/test_a.py',
        absolutePath: '/p/sub/slow/test_a.py',
        estimateMs: 0,
        timeoutMs: 600_000,
        retries: 2,
        isolation: 'spawn',
        slots: 3,
        alone: true,
        group: 'database',
      },
      { path: 'test_b.py', absolutePath: '/p/sub/test_b.py', estimateMs: 0 },
    ]);
  });

  it('takes the last override that says something of a key', () => {
    const toml = `
      [[overrides]]
      paths = ["**/test_a.py", "**/test_b.py"]
      retries = 1
      group = "x"
      [[overrides]]
      paths = "sub/test_a.py"
      retries = 2`;
    expect(apply(toml, 'test_a.py', 'test_b.py')).toMatchObject([
      { retries: 2, group: 'x' },
      { retries: 1, group: 'x' },
    ]);
  });

  it('refuses what it does not understand, all at once', () => {
    const toml = `
      [[overrides]]
      retries = 1
      [[overrides]]
      paths = "a"
      timeout = "5s"
      slots = 0
      group = 7
      [[overrides]]
      paths = []`;
    expect(() => apply(toml, 'a')).toThrow(
      [
        '/p/pyproject.toml: [[tool.steadfast.overrides]] number 1: paths is missing: it must be a pattern or a list of patterns, such as "tests/slow/**"',
        '/p/pyproject.toml: [[tool.steadfast.overrides]] number 2: there is no key timeout; did you mean file-timeout? (keys: paths, file-timeout, test-timeout, retries, isolation, slots, split, alone, group)',
        '/p/pyproject.toml: [[tool.steadfast.overrides]] number 2: slots = 0: must be a whole number, 1 or more',
        '/p/pyproject.toml: [[tool.steadfast.overrides]] number 2: group = 7: must be a name',
        '/p/pyproject.toml: [[tool.steadfast.overrides]] number 3: paths = []: must be a pattern or a list of patterns, such as "tests/slow/**"',
      ].join('\n'),
    );
    expect(() => apply('overrides = "x"', 'a')).toThrow(
      'overrides must be written as [[tool.steadfast.overrides]]',
    );
  });
});
