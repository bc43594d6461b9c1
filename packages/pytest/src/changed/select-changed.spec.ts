import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Changes } from './git-changes.js';
import { type FileReads, readReadsHistory, writeReadsHistory } from './reads-history.js';
import { selectChanged } from './select-changed.js';

const READS: FileReads = {
  files: new Map([
    ['lib/tests/test_a.py', '1'],
    ['lib/shop/prices.py', '2'],
    ['lib/data/rates.csv', '3'],
  ]),
  folders: ['lib/data'],
  searched: ['lib/shop', 'lib/tests'],
  isOpaque: false,
};
const OTHER: FileReads = {
  files: new Map([['lib/tests/test_b.py', '4']]),
  folders: [],
  searched: [],
  isOpaque: false,
};
const DIGESTS = new Map([...READS.files, ...OTHER.files]);
const HISTORY = new Map([
  ['tests/test_a.py', READS],
  ['tests/test_b.py', OTHER],
]);
const CANDIDATES = ['tests/test_a.py', 'tests/test_b.py'].map((path) => ({
  path,
  repositoryPath: `lib/${path}`,
}));

function select(changes: Partial<Changes>, { history = HISTORY, digests = DIGESTS } = {}) {
  const all = { modified: [], appeared: [], vanished: [], ...changes };
  return selectChanged(CANDIDATES, all, history, (path) => digests.get(path) ?? 'absent');
}

describe('a change selects', () => {
  it.each([
    [{ modified: ['lib/shop/prices.py'] }, ['tests/test_a.py']],
    [{ modified: ['lib/data/rates.csv'] }, ['tests/test_a.py']],
    [{ vanished: ['lib/data/rates.csv'] }, ['tests/test_a.py']],
    [{ modified: ['lib/tests/test_b.py'] }, ['tests/test_b.py']],
    [{ appeared: ['lib/shop/new.py'] }, ['tests/test_a.py']],
    [{ vanished: ['lib/shop/old.py'] }, ['tests/test_a.py']],
    [{ appeared: ['lib/data/new.csv'] }, ['tests/test_a.py']],
    [{ appeared: ['lib/tests/test_b.py'] }, ['tests/test_b.py']],
    [{ appeared: ['lib/tests/__init__.py'] }, ['tests/test_a.py']],
    [{ modified: ['lib/docs/index.md'], appeared: ['other/new.py'] }, []],
    [{}, []],
  ])('what reads it: %j', (changes, expected) => {
    expect([...select(changes).selected.keys()]).toEqual(expected);
  });

  it.each([
    'pyproject.toml',
    'lib/tests/conftest.py',
    'uv.lock',
    'lib/pytest.ini',
    'requirements-dev.txt',
    'tox.ini',
  ])('everything, where it is configuration: %s', (path) => {
    const { selected, everything } = select({ modified: [path] });
    expect([selected.size, everything]).toEqual([2, `${path} changed`]);
  });

  it('what was recorded at another state, was not recorded, or starts processes', () => {
    const digests = new Map([...DIGESTS, ['lib/shop/prices.py', '9']]);
    expect([...select({}, { digests }).selected.keys()]).toEqual(['tests/test_a.py']);
    const history = new Map([['tests/test_a.py', { ...READS, isOpaque: true }]]);
    expect([...select({}, { history }).selected.keys()]).toEqual(['tests/test_a.py', 'tests/test_b.py']);
    expect(
      selectChanged(CANDIDATES, { modified: [], appeared: [], vanished: [] }, undefined, () => '').selected
        .size,
    ).toBe(2);
  });
});

describe('the history of reads', () => {
  it('comes back as it was written, and is nothing when it is broken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reads-'));
    try {
      const path = join(folder, 'new', 'reads.json');
      await writeReadsHistory(path, HISTORY);
      expect(readReadsHistory(path)).toEqual(HISTORY);
      const broken = [
        '',
        '{',
        'null',
        '[]',
        '{"version":2}',
        '{"version":1,"files":[],"folders":[],"tests":{"a":{"files":[0],"folders":[],"searched":[]}}}',
      ];
      for (const text of broken) {
        writeFileSync(path, text);
        expect(readReadsHistory(path)).toBeUndefined();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
