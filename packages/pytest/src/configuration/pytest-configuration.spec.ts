import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readArguments } from '../arguments/pytest-arguments.js';
import { type PytestConfiguration, readPytestConfiguration } from './pytest-configuration.js';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'steadfast-configuration-')));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function read(
  words: readonly string[] = [],
  { start = '.', addopts = '', pytestVersion = '9.0.0' } = {},
): PytestConfiguration {
  const directory = join(root, start);
  return readPytestConfiguration({
    directory,
    arguments: readArguments(words, directory),
    environment: { PYTEST_ADDOPTS: addopts, WHERE: 'sub' },
    pytestVersion,
  });
}

/** rootdir and file relative to the project. */
function place({ rootDirectory, file }: PytestConfiguration): readonly [string, string | undefined] {
  return [relative(root, rootDirectory) || '.', file && relative(root, file)];
}

describe('where the settings are', () => {
  const all = {
    'pytest.toml': '[pytest]\n',
    '.pytest.toml': '[pytest]\n',
    'pytest.ini': '',
    '.pytest.ini': '',
    'pyproject.toml': '[tool.pytest.ini_options]\n',
    'tox.ini': '[pytest]\n',
    'setup.cfg': '[tool:pytest]\n',
  };

  it('is the first of the names that has any', () => {
    write(all);
    for (const name of Object.keys(all)) {
      expect(place(read())).toEqual(['.', name]);
      rmSync(join(root, name));
    }
  });

  it('is no native TOML for a pytest that cannot read it', () => {
    write({ ...all, 'pyproject.toml': '[tool.pytest]\naddopts = ["-q"]\n' });
    expect(place(read([], { pytestVersion: '8.4.2' }))).toEqual(['.', 'pytest.ini']);
    rmSync(join(root, 'pytest.ini'));
    rmSync(join(root, '.pytest.ini'));
    expect(place(read([], { pytestVersion: '8.4.2' }))).toEqual(['.', 'tox.ini']);
  });

  it('is above the arguments, and a file without settings does not count', () => {
    write({ 'pytest.ini': '', 'a/tox.ini': '[other]\n', 'a/b/test_x.py': '' });
    expect(place(read(['a/b/test_x.py::test_it']))).toEqual(['.', 'pytest.ini']);
    expect(place(read([], { start: 'a/b' }))).toEqual(['.', 'pytest.ini']);
  });

  it('is a pyproject.toml without settings where there is nothing else', () => {
    write({ 'pyproject.toml': '[project]\nname = "x"\n', 'a/test_x.py': '' });
    expect(place(read(['a']))).toEqual(['.', 'pyproject.toml']);
  });

  it('is what -c says, and --rootdir says where the root is', () => {
    write({ 'pytest.ini': '', 'conf/my.cfg': '[tool:pytest]\npython_files = x.py\n', 'sub/a.py': '' });
    expect(place(read(['-c', 'conf/my.cfg']))).toEqual(['conf', 'conf/my.cfg']);
    expect(place(read(['-c', 'conf/my.cfg', '--rootdir', '$WHERE']))).toEqual(['sub', 'conf/my.cfg']);
    expect(read(['-c', 'conf/my.cfg']).settings.pythonFiles).toEqual(['x.py']);
  });

  it.each([
    [['-c', 'gone.ini'], /-c: .*gone\.ini does not exist/],
    [['-c', 'sub'], /-c: .*sub is a directory/],
    [['-c', 'sub/a.py'], /-c: .*a\.py is of no kind that pytest reads/],
    [['--rootdir=gone'], /--rootdir: .*gone is not a directory/],
    [['-o', 'testpaths'], /-o needs NAME=VALUE: testpaths/],
  ])('cannot be what %j says', (words, message) => {
    write({ 'sub/a.py': '' });
    expect(() => read(words)).toThrow(message);
  });
});

describe('what the settings are', () => {
  it('are words in a TOML file of either kind', () => {
    write({ 'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = "a b"\npython_files = ["x y.py"]\n' });
    expect(read().settings).toMatchObject({ testpaths: ['a', 'b'], pythonFiles: ['x y.py'] });
    write({ 'pyproject.toml': '[tool.pytest]\ntestpaths = ["a b"]\ncollect_imported_tests = false\n' });
    expect(read().settings).toMatchObject({ testpaths: ['a b'], collectImportedTests: false });
  });

  it('are overridden by -o on the command line, in PYTEST_ADDOPTS and in addopts', () => {
    write({ 'pytest.ini': '[pytest]\ntestpaths = a\naddopts = -o python_files=c.py\n' });
    expect(read().settings.testpaths).toEqual(['a']);
    expect(read().settings.pythonFiles).toEqual(['c.py']);
    expect(read([], { addopts: '-o testpaths=b' }).settings.testpaths).toEqual(['b']);
    expect(read(['-otestpaths=x y'], { addopts: '-o testpaths=b' }).settings.testpaths).toEqual(['x', 'y']);
  });

  it('keep the order in which pytest reads its arguments', () => {
    write({ 'pytest.ini': '[pytest]\naddopts = -q --maxfail=1 tests\n' });
    const { options, paths } = read(['-v'], { addopts: '-n 4' }).arguments;
    expect(options.map(({ name, origin }) => [name, origin])).toEqual([
      ['--quiet', 'addopts'],
      ['--maxfail', 'addopts'],
      ['--numprocesses', 'PYTEST_ADDOPTS'],
      ['--verbose', 'command line'],
    ]);
    expect(paths).toEqual(['tests']);
  });

  it.each([
    ['pytest.ini', '[pytest]\nx\n', /pytest\.ini:2: unexpected line: 'x'/],
    ['pytest.ini', `[pytest]\naddopts = -k 'a\n`, /pytest\.ini: addopts No closing quotation/],
    ['pyproject.toml', '[tool.pytest]\n\nx = = 1\n', /pyproject\.toml:3: not valid TOML: /],
    ['pyproject.toml', '[tool.pytest]\ntestpaths = "a"\n', /testpaths must be a list of strings: "a"/],
    [
      'pyproject.toml',
      '[tool.pytest]\nx = 1\n[tool.pytest.ini_options]\ny = 1\n',
      /both \[tool\.pytest\] and \[tool\.pytest\.ini_options\]/,
    ],
    ['pytest.toml', 'addopts = ["-q"]\n', /addopts must be under a \[pytest\] table/],
    ['setup.cfg', '[pytest]\n', /pytest reads \[tool:pytest\] here, not \[pytest\]/],
    ['tox.ini', '[pytest]\ncollect_imported_tests = maybe\n', /must be true or false: "maybe"/],
  ])('refuse %s with %j, and say where', (name, text, message) => {
    write({ [name]: text });
    expect(() => read()).toThrow(message);
  });

  it('refuse a file that is not text', () => {
    write({ 'pytest.ini': '' });
    writeFileSync(join(root, 'pytest.ini'), Buffer.from([0x5b, 0xff, 0x5d]));
    expect(() => read()).toThrow(/pytest\.ini: cannot be read: it is not valid UTF-8/);
  });
});
