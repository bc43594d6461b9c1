import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join, relative, sep } from 'node:path';
import { findTestFiles } from '@steadfast/pytest';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { readJson } from '../harness/steadfast.js';

const TEST = 'def test_it():\n    pass\n';
const DOCTEST = '>>> 1 + 1\n2\n';

/** The files of the tests that pytest collects, relative to the folder that it is started in. */
async function collectedByPytest(
  { root }: Project,
  words: readonly string[],
  directory: string,
  addopts: string,
): Promise<string[]> {
  const output = join(root, 'collected.json');
  const result = await execa(
    'python3',
    ['-m', 'pytest', '-p', 'collected_files', '-p', 'no:cacheprovider', '--collect-only', '-q', ...words],
    {
      cwd: directory,
      env: {
        PYTHONPATH: [join(import.meta.dirname, 'python'), process.env['PYTHONPATH']]
          .filter(Boolean)
          .join(delimiter),
        PYTHONDONTWRITEBYTECODE: '1',
        PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
        PYTEST_ADDOPTS: addopts,
        COLLECTED_FILES: output,
      },
      reject: false,
      all: true,
    },
  );
  if (result.exitCode !== 0) throw new Error(`pytest did not collect: ${result.all}`);
  const files = readJson(output) as string[];
  return files.map((file) => relative(directory, file).replaceAll(sep, '/')).sort();
}

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  /** Where it is started, relative to the project. */
  readonly start?: string;
  readonly addopts?: string;
  readonly links?: Readonly<Record<string, string>>;
}

const flat = { 'test_a.py': TEST, 'b_test.py': TEST, 'tests/test_c.py': TEST, 'helper.py': TEST };

const CASES: readonly Case[] = [
  { name: 'defaults', files: flat },
  {
    name: 'names of its own',
    files: {
      'pytest.ini': '[pytest]\npython_files = check_*.py test_?.py [xy]*.py\n',
      ...flat,
      'check_1.py': TEST,
      'xz.py': TEST,
      'zx.py': TEST,
    },
  },
  {
    name: 'a pattern with a folder',
    files: {
      'pytest.ini': '[pytest]\npython_files = tests/*.py sub/**/t*.py\n',
      ...flat,
      'tests/deep/any.py': TEST,
      'sub/x/y/t.py': TEST,
      'sub/t.py': TEST,
    },
  },
  {
    name: 'testpaths with patterns',
    files: {
      'pytest.ini': '[pytest]\ntestpaths = pkg/*/tests more\n',
      ...flat,
      'pkg/a/tests/test_1.py': TEST,
      'pkg/b/tests/test_2.py': TEST,
      'pkg/b/test_3.py': TEST,
      'more/test_4.py': TEST,
    },
  },
  {
    name: 'testpaths with **',
    files: {
      'pytest.ini': '[pytest]\ntestpaths = src/**/tests\n',
      'src/tests/test_1.py': TEST,
      'src/a/b/tests/test_2.py': TEST,
      'src/.h/tests/test_3.py': TEST,
      'test_4.py': TEST,
    },
  },
  {
    name: 'testpaths that match nothing',
    files: { 'pytest.ini': '[pytest]\ntestpaths = nowhere\n', ...flat },
  },
  {
    name: 'testpaths below the rootdir',
    files: { 'pytest.ini': '[pytest]\ntestpaths = tests\n', ...flat, 'sub/test_s.py': TEST },
    start: 'sub',
  },
  {
    name: 'folders that are passed over',
    files: {
      ...flat,
      'build/test_1.py': TEST,
      'node_modules/x/test_2.py': TEST,
      '.hidden/test_3.py': TEST,
      'x.egg/test_4.py': TEST,
      '__pycache__/test_5.py': TEST,
      'venv/test_6.py': TEST,
      '{arch}/test_7.py': TEST,
      'deep/dist/test_8.py': TEST,
    },
  },
  {
    name: 'norecursedirs of its own',
    files: {
      'pytest.ini': '[pytest]\nnorecursedirs = skip* tests/deep\n',
      'build/test_1.py': TEST,
      'skipped/test_2.py': TEST,
      'tests/deep/test_3.py': TEST,
      'tests/other/test_4.py': TEST,
    },
  },
  {
    name: 'virtual environments',
    files: {
      ...flat,
      'env/pyvenv.cfg': 'home = /usr\n',
      'env/lib/test_1.py': TEST,
      'conda/conda-meta/history': '',
      'conda/test_2.py': TEST,
    },
  },
  {
    name: 'virtual environments that are wanted',
    files: { 'env/pyvenv.cfg': 'home = /usr\n', 'env/lib/test_1.py': TEST },
    words: ['--collect-in-virtualenv'],
  },
  {
    name: 'a named folder that would be passed over',
    files: { 'build/test_1.py': TEST, 'build/build/test_2.py': TEST, 'test_3.py': TEST },
    words: ['build'],
  },
  { name: 'a named file of any name', files: flat, words: ['helper.py', 'tests'] },
  { name: 'node ids', files: flat, words: ['test_a.py::test_it', 'tests/test_c.py'] },
  {
    name: 'the same file several times',
    files: flat,
    words: ['test_a.py', './test_a.py', 'tests/../test_a.py', '.'],
  },
  {
    name: '--ignore and --ignore-glob',
    files: { ...flat, 'tests/x/test_d.py': TEST, 'tests/x/test_e.py': TEST },
    words: [
      '--ignore=test_a.py',
      '--ignore',
      'tests/test_c.py',
      '--ignore-glob=*_d.py',
      '--ignore-glob',
      'b_*',
    ],
  },
  { name: 'ignored by addopts', files: { 'pytest.ini': '[pytest]\naddopts = --ignore=tests -q\n', ...flat } },
  { name: 'PYTEST_ADDOPTS', files: flat, addopts: `--ignore='tests' -o "python_files=*_test.py"` },
  { name: '-o', files: flat, words: ['-o', 'python_files=help*.py', '-o', 'norecursedirs=tests'] },
  {
    name: '-c',
    files: { ...flat, 'conf/other.ini': '[pytest]\npython_files = helper.py\n' },
    words: ['-c', 'conf/other.ini'],
  },
  {
    name: '--rootdir',
    files: { 'pytest.ini': '[pytest]\ntestpaths = tests\n', ...flat },
    words: ['--rootdir=tests'],
  },
  { name: 'paths in addopts', files: { 'pytest.ini': '[pytest]\naddopts = tests\n', ...flat } },
  {
    name: 'text doctests',
    files: {
      ...flat,
      'test_doc.txt': DOCTEST,
      'test_nothing.txt': 'no prompt here',
      'other.txt': DOCTEST,
      'docs/test_x.rst': DOCTEST,
    },
  },
  {
    name: '--doctest-glob',
    files: { ...flat, 'test_doc.txt': DOCTEST, 'docs/a.rst': DOCTEST },
    words: ['--doctest-glob=*.rst'],
  },
  { name: 'a named text file', files: { ...flat, 'docs/a.rst': DOCTEST }, words: ['docs/a.rst'] },
  { name: '-p no:doctest', files: { ...flat, 'test_doc.txt': DOCTEST }, words: ['-p', 'no:doctest'] },
  {
    name: '--doctest-modules',
    files: {
      'test_a.py': TEST,
      'module.py': `"""\n${DOCTEST}"""\n`,
      'setup.py': `"""\n${DOCTEST}"""\nimport setuptools\n`,
      'pkg/__main__.py': `"""\n${DOCTEST}"""\n`,
    },
    words: ['--doctest-modules'],
  },
  {
    name: 'packages',
    files: {
      'pkg/__init__.py': '',
      'pkg/test_a.py': TEST,
      'pkg/sub/__init__.py': '',
      'pkg/sub/test_b.py': TEST,
    },
  },
  {
    name: 'an __init__.py that counts as a test file',
    files: { 'pytest.ini': '[pytest]\npython_files = *.py\n', 'pkg/__init__.py': TEST, 'pkg/a.py': TEST },
  },
  {
    name: 'odd names',
    files: {
      "test_it's.py": TEST,
      'test_a b.py': TEST,
      'test_"q".py': TEST,
      'test_ünï✨.py': TEST,
      'dir [x]/test_y.py': TEST,
      'test_z[1].py': TEST,
      'test_new\nline.py': TEST,
    },
  },
  {
    name: 'links',
    files: { 'real/test_a.py': TEST, 'elsewhere.txt': '' },
    links: { linked: 'real', 'test_link.py': 'real/test_a.py', 'test_broken.py': 'nowhere.py' },
  },
  {
    name: 'pyproject.toml',
    files: {
      'pyproject.toml':
        '[tool.pytest.ini_options]\ntestpaths = ["tests"]\npython_files = "test_*.py check.py"\n',
      ...flat,
      'tests/check.py': TEST,
    },
  },
  { name: 'tox.ini', files: { 'tox.ini': '[pytest]\ntestpaths = tests\n', 'pytest.ini.txt': '', ...flat } },
  {
    name: 'setup.cfg',
    files: { 'setup.cfg': '[tool:pytest]\ntestpaths =\n    tests\n    # no\n    test_a.py\n', ...flat },
  },
  {
    name: 'a file that is empty before one that is not',
    files: { 'pytest.ini': '', 'tox.ini': '[pytest]\ntestpaths = tests\n', ...flat },
  },
  {
    name: 'settings in the folder of the arguments',
    files: {
      'pytest.ini': '[pytest]\n',
      'a/pytest.ini': '[pytest]\npython_files = x.py\n',
      'a/x.py': TEST,
      'a/test_y.py': TEST,
    },
    words: ['a'],
  },
  {
    name: 'settings above two arguments',
    files: {
      'pytest.ini': '[pytest]\npython_files = x.py\n',
      'a/pytest.ini': '[pytest]\n',
      'a/x.py': TEST,
      'b/x.py': TEST,
      'b/test_y.py': TEST,
    },
    words: ['--import-mode=importlib', 'a', 'b'],
  },
];

describe('the files that pytest collects', () => {
  it.concurrent.each(CASES)('$name', async ({ files, words = [], start = '.', addopts = '', links = {} }) => {
    // Without a pyproject.toml the harness would add a pytest.ini.
    using project = createProject({ 'pyproject.toml': '[project]\nname = "x"\n', ...files });
    for (const [link, target] of Object.entries(links)) symlinkSync(target, project.path(link));
    const directory = project.path(start);
    mkdirSync(directory, { recursive: true });
    const found = findTestFiles({ directory, words, environment: { PYTEST_ADDOPTS: addopts } });
    expect(found.problems).toEqual([]);
    expect(found.files.map(({ path }) => path).sort()).toEqual(
      await collectedByPytest(project, words, directory, addopts),
    );
  });
});
