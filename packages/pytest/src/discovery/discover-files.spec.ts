import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Discovery } from './discover-files.js';
import { findTestFiles } from './find-test-files.js';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'steadfast-discovery-')));
  write('pytest.ini', '[pytest]\n');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(name: string, text = ''): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

const find = (...words: readonly string[]): Discovery => findTestFiles({ directory: root, words });

const paths = (...words: readonly string[]): readonly string[] =>
  find(...words).files.map(({ path }) => path);

describe('findTestFiles', () => {
  it('says in which folder a file was found, unless somebody named it', () => {
    write('tests/test_a.py');
    write('tests/test_b.py');
    expect(find('tests/test_b.py', 'tests').files).toEqual([
      { path: 'tests/test_b.py', absolutePath: join(root, 'tests/test_b.py'), estimateMs: 0 },
      {
        path: 'tests/test_a.py',
        absolutePath: join(root, 'tests/test_a.py'),
        estimateMs: 0,
        foundIn: join(root, 'tests'),
      },
    ]);
    expect(find('tests', 'tests/test_b.py::test_it').files.map(({ foundIn }) => foundIn)).toEqual([
      join(root, 'tests'),
      undefined,
    ]);
  });

  it('keeps a named path that does not exist, with what was asked of it', () => {
    const { files, problems } = find('gone.py', 'gone/too.py::test_it', 'gone');
    expect(problems).toEqual([]);
    expect(files).toMatchObject([
      { path: 'gone.py' },
      { path: 'gone/too.py', selection: ['gone/too.py::test_it'] },
      { path: 'gone' },
    ]);
  });

  it('puts the node ids of a file together, once each', () => {
    write('test_a.py');
    expect(find('test_a.py::A::b[x::y]', './test_a.py::c', 'test_a.py::c').files).toMatchObject([
      { path: 'test_a.py', selection: ['test_a.py::A::b[x::y]', 'test_a.py::c'] },
    ]);
    expect(find('test_a.py::c', 'test_a.py').files[0]).not.toHaveProperty('selection');
  });

  it('knows names with :: and [ for the files that they are', () => {
    write('test_a::b.py');
    write('test_c[1].py');
    expect(find('test_a::b.py::test_it[x::y]', 'test_c[1].py').files).toMatchObject([
      { path: 'test_a::b.py', selection: ['test_a::b.py::test_it[x::y]'] },
      { path: 'test_c[1].py' },
    ]);
  });

  it('refuses a test in a folder', () => {
    write('tests/test_a.py');
    expect(() => find('tests::test_it')).toThrow('tests::test_it: tests is a directory');
  });

  it('does not go round in circles of links', () => {
    write('a/test_a.py');
    write('b/test_b.py');
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('../b', join(root, 'a/b'));
    symlinkSync('../a', join(root, 'b/a'));
    expect(paths()).toEqual(['a/b/test_b.py', 'a/test_a.py', 'b/a/test_a.py', 'b/test_b.py']);
  });

  it('finds files outside of the folder, and names them from there', () => {
    write('sub/test_a.py');
    write('test_b.py');
    const { files } = findTestFiles({ directory: join(root, 'sub'), words: ['../test_b.py'] });
    expect(files).toMatchObject([{ path: '../test_b.py', absolutePath: join(root, 'test_b.py') }]);
  });

  it('says when testpaths match nothing', () => {
    write('pytest.ini', '[pytest]\ntestpaths = unit integration/*\n');
    write('test_a.py');
    expect(find()).toMatchObject({
      files: [{ path: 'test_a.py' }],
      notices: ['testpaths (unit integration/*) match nothing; searching the whole project'],
    });
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'names a folder that it cannot read',
    () => {
      write('locked/test_a.py');
      chmodSync(join(root, 'locked'), 0o000);
      try {
        expect(find().problems).toEqual([`${join(root, 'locked')}: cannot be searched for tests: EACCES`]);
      } finally {
        chmodSync(join(root, 'locked'), 0o755);
      }
    },
  );

  it.runIf(process.platform === 'linux')('names a file whose name is no text', () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/test_`), Buffer.from([0xff]), Buffer.from('.py')]), '');
    expect(find().problems).toEqual([
      `${join(root, 'test_\uFFFD.py')}: the name is not valid UTF-8, so the file cannot be run; rename it`,
    ]);
  });
});
