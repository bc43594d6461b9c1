import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { pythonWithReportingPlugins } from '../harness/python-environment.js';
import { ofType, steadfast } from '../harness/steadfast.js';
import { caseProject } from './case-results.js';

const PYTHON = pythonWithReportingPlugins() ?? '';

describe('a session that ends in an unusual way', () => {
  it("by pytest.exit has its reason in the summary, and pytest's exit code", async () => {
    using project = caseProject('exitmsg');
    const plain = await pytest([], project.root);
    const run = await steadfast([], { cwd: project.root });
    expect(run.exitCode).toBe(plain.exitCode);
    expect(run.output).toContain('pytest.exit: broker not reachable (exit code 2)');
  });

  it('by a hook says which hook, and shows what plugins said at the end of files that passed', async () => {
    using project = caseProject('sesshook');
    const run = await steadfast([], { cwd: project.root });
    // In each attempt the hook sees one test of three.
    expect(run.output).toContain('A pytest_sessionfinish hook made the exit code 9; it was 0.');
    expect(run.exitCode).toBe(1);
    using quiet = createProject({
      'conftest.py':
        'def pytest_terminal_summary(terminalreporter):\n    terminalreporter.write_line("all is well")\n',
      'test_a.py': 'def test_a(): pass\n',
      'test_b.py': 'def test_b(): pass\n',
    });
    const { output } = await steadfast([], { cwd: quiet.root });
    expect(output).toMatch(/Said at the end of files\n {2}test_[ab]\.py and 1 more file:\n {4}all is well/);
  });

  it('by a process that ends itself is a crash, whatever its code', async () => {
    using project = createProject({ 'test_a.py': 'import os\n\ndef test_a(): os._exit(4)\n' });
    const run = await steadfast([], { cwd: project.root });
    expect(run.verdicts).toEqual({ 'test_a.py': 'crashed' });
    expect(run.output).toContain('Exited with 4 while test_a.py::test_a was running.');
    expect(run.exitCode).toBe(1);
  });

  it('with helpers of multiprocessing that end a moment later leaves nothing behind', async () => {
    using project = caseProject('mpleak');
    const run = await steadfast(['--leaks', 'fail'], { cwd: project.root });
    expect(run.exitCode, run.output).toBe(0);
    expect(ofType(run.events, 'leak-found')).toEqual([]);
  });

  it('never, because of a thread, names the thread', async () => {
    using project = caseProject('hang');
    const run = await steadfast(['--file-timeout', '4s', '--grace', '1s'], { cwd: project.root });
    expect(run.verdicts).toEqual({ 'tests/test_h.py': 'timed-out', 'tests/test_ok.py': 'passed' });
    expect(run.output).toContain('Python waits for the thread poller, which a test started and did not end');
  });

  it.skipIf(PYTHON === '')("by pytest-timeout's thread method says so", async () => {
    using project = caseProject('tmo');
    const plain = await pytest([], project.root, PYTHON);
    const run = await steadfast(['--python', PYTHON], { cwd: project.root });
    expect(run.exitCode).toBe(plain.exitCode);
    expect(run.verdicts).toEqual({ 'tests/test_a.py': 'crashed', 'tests/test_b.py': 'passed' });
    expect(run.output).toContain(
      'pytest-timeout ended the process while tests/test_a.py::test_hang was running',
    );
  });
});

describe('what a session tells besides results', () => {
  it.each(['xunit1', 'xunit2'])('is in the JUnit report of %s as in pytest', async (family) => {
    using project = caseProject('suiteprop');
    const told = (): readonly (string | undefined)[] => {
      const xml = readFileSync(project.path('j.xml'), 'utf8').replaceAll(
        / (time|timestamp|hostname)="[^"]*"/g,
        '',
      );
      const [, suite = ''] = /<testsuite .*?>(.*?)<testcase/s.exec(xml) ?? [];
      return [
        suite.trim(),
        ...[...xml.matchAll(/<testcase .*?\/?>/g)].map(([tag]) => tag.replace(' />', '/>')),
      ];
    };
    const words = ['--junitxml', 'j.xml', '-o', `junit_family=${family}`];
    await pytest(words, project.root);
    const plain = told().map((tag) => tag?.replaceAll(' />', '/>'));
    await steadfast(words, { cwd: project.root });
    const attributes = (tag: string | undefined): readonly string[] =>
      (tag ?? '').match(/\w+="[^"]*"/g)?.sort() ?? [];
    expect(told().map(attributes)).toEqual(plain.map(attributes));
  });

  it('are warnings and deselected tests, counted and joined', async () => {
    const test = 'import warnings\n\ndef test_a(): warnings.warn("old")\n\ndef test_b(): pass\n';
    using project = createProject({ 'test_1.py': test, 'test_2.py': test });
    const run = await steadfast(['-k', 'test_a'], { cwd: project.root });
    expect(run.output).toMatch(/Tests: 2 passed, 2 deselected, 2 warnings\./);
    expect(run.output).toContain('test_1.py:3: UserWarning: old');
    const notes = ofType(run.events, 'attempt-finished').map((event) => event.notes);
    expect(notes).toMatchObject([{ deselected: 1, warnings: [{ count: 1 }] }, { deselected: 1 }]);
  });
});
