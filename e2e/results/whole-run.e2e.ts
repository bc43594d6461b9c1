import { readdirSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { readJunit } from '../harness/junit.js';
import { createProject, type Project, trivialFiles } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { pythonWithPlugins } from '../harness/python-environment.js';
import { ofType, steadfast, STEADFAST } from '../harness/steadfast.js';

/** From deeper rungs a red file has one more attempt, which proves it. */
const ONE_ATTEMPT = 'pytest';

const PYTHON_WITH_PLUGINS = pythonWithPlugins();

/** Runs the command without events, so that its output is what a person sees. */
async function shown(project: Project, ...words: readonly string[]) {
  return execa(process.execPath, [STEADFAST, ...words], {
    cwd: project.root,
    env: { CI: 'true', FORCE_COLOR: '0' },
    reject: false,
    input: '',
  });
}

describe('-x and --maxfail', () => {
  const files = {
    'test_1.py': 'def test_a(): assert 0\n\ndef test_b(): assert 0\n',
    'test_2.py': 'def test_a(): assert 0\n',
    'test_3.py': 'def test_a(): pass\n',
  };

  it.each([
    [['-x'], 1],
    [['--maxfail=3'], 3],
    [['-o', 'addopts=-x'], 1],
  ])('%j stop the run', async (words, failures) => {
    using project = createProject(files);
    const run = await steadfast([...words, '-j', '1'], { cwd: project.root, isolation: ONE_ATTEMPT });
    expect(run.exitCode).toBe(1);
    expect(ofType(run.events, 'test-finished').filter(({ test }) => test.outcome === 'failed')).toHaveLength(
      failures,
    );
    expect(ofType(run.events, 'run-finished')[0]?.notRun).toContain('test_3.py');
  });

  it('PYTEST_ADDOPTS=-x stops it, too', async () => {
    using project = createProject(files);
    const run = await steadfast(['-j', '1'], {
      cwd: project.root,
      isolation: ONE_ATTEMPT,
      env: { PYTEST_ADDOPTS: '-x' },
    });
    expect(ofType(run.events, 'test-finished')).toHaveLength(1);
  });

  it('lets no test go unseen behind a flaky one', async () => {
    using project = createProject({
      'test_1.py':
        'import os\n\ndef test_flaky(): assert os.environ["STEADFAST_ATTEMPT"] != "1"\n\ndef test_red(): assert 0\n',
    });
    const run = await steadfast(['-x', '--retries', '1'], { cwd: project.root });
    expect(run.verdicts).toEqual({ 'test_1.py': 'failed' });
    expect(ofType(run.events, 'run-finished')[0]?.counts.tests).toMatchObject({ flaky: 1, failed: 1 });
  });
});

describe('what only shows something', () => {
  it.each([['--collect-only'], ['--co', '-q'], ['--markers'], ['--co', '-q', '-k', 'one']])(
    '%j shows what pytest shows',
    async (...words) => {
      using project = createProject(trivialFiles(3));
      const [ours, theirs] = await Promise.all([shown(project, ...words), pytest(words, project.root)]);
      const timeless = (text: string): string => text.replaceAll(/ in [\d.]+s/g, '');
      expect(timeless(ours.stdout)).toBe(timeless(theirs.stdout));
      expect(ours.exitCode).toBe(theirs.exitCode);
    },
  );
});

describe('--durations', () => {
  it('lists the slowest tests of all files', async () => {
    using project = createProject({
      'test_1.py': 'import time\n\ndef test_slow(): time.sleep(0.3)\n\ndef test_quick(): pass\n',
      'test_2.py': 'import time\n\ndef test_slower(): time.sleep(0.6)\n',
    });
    const { stdout } = await shown(project, '-o', 'addopts=--durations=2 --durations-min=0.1');
    expect(stdout).toMatch(
      /Slowest tests\n +0\.6\ds +test_2\.py::test_slower\n +0\.3\ds +test_1\.py::test_slow\n\n/,
    );
  });
});

describe('--junitxml', () => {
  it('in addopts makes one report of all files', async () => {
    using project = createProject(trivialFiles(3));
    await steadfast(['-o', 'addopts=--junitxml=out.xml -p no:doctest'], { cwd: project.root });
    expect(readJunit(project.path('out.xml'))).toHaveLength(6);
  });
});

describe('--basetemp', () => {
  const TEST = 'def test_a(tmp_path):\n    (tmp_path / "made").write_text("x")\n';

  it('has the temporary folders of all files', async () => {
    using project = createProject({ 'tests/test_1.py': TEST, 'tests/test_2.py': TEST, 'temp/old': '' });
    const run = await steadfast(['--basetemp', 'temp'], { cwd: project.root });
    expect(run.exitCode).toBe(0);
    const files = readdirSync(project.path('temp'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.endsWith('made')).sort()).toEqual([
      'tests/test_1/test_a0/made',
      'tests/test_2/test_a0/made',
    ]);
    expect(files).not.toContain('old');
  });

  it.each(['.', '..', ''])('is refused where it would empty the project: %j', async (folder) => {
    using project = createProject(trivialFiles(1));
    const run = await steadfast([`--basetemp=${folder}`], { cwd: project.root });
    expect(run.exitCode).toBe(4);
    expect(run.output).toContain('it must not be empty, the current folder or a folder above it');
  });
});

describe.skipIf(PYTHON_WITH_PLUGINS === undefined)('pytest-xdist', () => {
  it('is left out with a message, and starts no worker', async () => {
    using project = createProject({
      'pytest.ini': '[pytest]\naddopts = -n 3 --dist loadfile\n',
      'test_a.py': 'import os\n\ndef test_a(): assert "PYTEST_XDIST_WORKER" not in os.environ\n',
    });
    const words = ['--python', PYTHON_WITH_PLUGINS ?? '', '--worker-ids', 'off'];
    const { exitCode, stderr } = await shown(project, ...words);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('-n 3 (addopts) is left out: Steadfast itself runs the files in parallel');
    expect(stderr).toContain('-j 3 runs as many files at a time');
  });
});

describe('-s, --pdb and --trace', () => {
  const TEST = 'def test_a():\n    print("printed by the test")\n    assert input() == "typed"\n';

  it('give the terminal to the pytest of a single file', async () => {
    using project = createProject({ 'test_a.py': TEST, 'test_b.py': TEST });
    const words = [STEADFAST, 'test_a.py', '-s', '--junitxml', 'out.xml'];
    const { exitCode, stdout } = await execa(process.execPath, words, {
      cwd: project.root,
      input: 'typed\n',
      reject: false,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/test_a\.py printed by the test/);
    expect(stdout).toContain('Files: 1 passed. Tests: 1 passed.');
    expect(readJunit(project.path('out.xml'))).toMatchObject([{ name: 'test_a', outcome: 'passed' }]);
  });

  it('--pdb stops at a failure, and hears what is typed', async () => {
    using project = createProject({
      'test_a.py': 'def test_a():\n    answer = 42\n    assert answer == 1\n',
    });
    const { exitCode, stdout } = await execa(process.execPath, [STEADFAST, '--pdb'], {
      cwd: project.root,
      input: 'print("answer is", answer)\ncontinue\n',
      reject: false,
    });
    expect(stdout).toContain('answer is 42');
    expect(stdout).toContain('Files: 1 failed.');
    expect(exitCode).toBe(1);
  });

  it.each(['--pdb', '--trace'])('%s is refused for several files, with the reason', async (word) => {
    using project = createProject(trivialFiles(2));
    const { exitCode, stderr } = await shown(project, word);
    expect(exitCode).toBe(4);
    expect(stderr).toContain(
      `${word} (command line) gives the terminal to one pytest, and 2 files would share it`,
    );
  });

  it.each(['-s', '--capture=no'])(
    '%s in addopts shows what each file of several wrote, in one piece',
    async (word) => {
      const printing = (name: string) => `import os

def test_prints():
    print("first of ${name}")
    os.system("echo second of ${name}")
`;
      using project = createProject({
        'pytest.ini': `[pytest]\naddopts = ${word}\n`,
        'test_a.py': printing('a'),
        'test_b.py': printing('b'),
      });
      const { stdout, exitCode } = await shown(project);
      expect(exitCode).toBe(0);
      for (const name of ['a', 'b'])
        expect(stdout).toMatch(
          new RegExp(
            `Output of test_${name}\\.py\\n(?:(?!Output of)[^])*first of ${name}\\n[^]*?second of ${name}`,
          ),
        );
      expect((await shown(project, '--capture=fd')).stdout).not.toContain('first of a');
    },
  );
});

describe('paths in addopts', () => {
  it('are what is run when no others are given, and are not run by every attempt', async () => {
    using project = createProject({ 'pytest.ini': '[pytest]\naddopts = tests -q\n', ...trivialFiles(2) });
    const run = await steadfast([], { cwd: project.root });
    expect(ofType(run.events, 'test-finished')).toHaveLength(4);
  });
});
