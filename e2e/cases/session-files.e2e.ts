import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { pythonWithReportingPlugins } from '../harness/python-environment.js';
import { readJson, steadfast } from '../harness/steadfast.js';
import { readJunit } from '../harness/junit.js';
import { caseProject } from './case-results.js';

const PYTHON = pythonWithReportingPlugins() ?? '';
const FILES = {
  'tests/test_a.py': 'import logging\n\ndef test_a(): logging.warning("from a")\n',
  'tests/test_b.py': 'import logging\n\ndef test_b():\n    logging.warning("from b")\n    assert 0\n',
};

describe('what a session writes once', () => {
  it('is one log, whether a setting or an option names it', async () => {
    using project = caseProject('logfile');
    await pytest([], project.root);
    const plain = readFileSync(project.path('logs/run.log'), 'utf8');
    await steadfast([], { cwd: project.root });
    expect(readFileSync(project.path('logs/run.log'), 'utf8')).toBe(plain);
    await steadfast(['--log-file=other.log', '--log-file-mode=a', '--isolation', 'spawn'], {
      cwd: project.root,
    });
    await steadfast(['--log-file=other.log', '--log-file-mode=a'], { cwd: project.root });
    expect(readFileSync(project.path('other.log'), 'utf8')).toBe(plain + plain);
  });

  it('is the JUnit report that a conftest asks for', async () => {
    using project = createProject({
      ...FILES,
      'conftest.py': 'def pytest_configure(config):\n    config.option.xmlpath = "out/junit.xml"\n',
    });
    const cases = (): readonly string[] =>
      readJunit(project.path('out/junit.xml')).map(
        ({ classname, name, outcome }) => `${classname} ${name} ${outcome}`,
      );
    await pytest([], project.root);
    const plain = cases();
    await steadfast([], { cwd: project.root });
    expect(cases()).toEqual(plain);
    expect(readFileSync(project.path('out/junit.xml'), 'utf8')).toMatch(
      /errors="0" failures="1" skipped="0" tests="2"/,
    );
  });

  it.skipIf(PYTHON === '')('is every report of a plugin that can be joined', async () => {
    using project = createProject({
      ...FILES,
      'tests/test_c.py': 'def test_c(benchmark): benchmark(lambda: 1)\n',
      'pytest.ini': '[pytest]\naddopts = -p no:randomly --json-report --html=page.html\n',
    });
    const words = [
      '--report-log=lines.jsonl',
      '--benchmark-json=benchmark.json',
      '--benchmark-max-time=0.01',
    ];
    const run = await steadfast([...words, '--python', PYTHON], { cwd: project.root });
    expect(run.exitCode, run.output).toBe(1);
    expect(readJson(project.path('.report.json'))).toMatchObject({
      summary: { passed: 2, failed: 1, total: 3, collected: 3 },
      exitcode: 1,
      tests: ['tests/test_a.py::test_a', 'tests/test_b.py::test_b', 'tests/test_c.py::test_c'].map(
        (nodeid) => ({ nodeid }),
      ),
    });
    expect(readJson(project.path('benchmark.json'))).toMatchObject({ benchmarks: [{ name: 'test_c' }] });
    const lines = readFileSync(project.path('lines.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('"when": "call"'))).toHaveLength(3);
    expect(readFileSync(project.path('page.html'), 'utf8')).toContain('tests/test_b.py');
  });

  it.skipIf(PYTHON === '')("are Allure's results, cleaned once", async () => {
    using project = caseProject('allure');
    const words = ['--alluredir=results', '--clean-alluredir', '-p', 'no:randomly', '--python', PYTHON];
    // From deeper rungs a red file has one more attempt, which Allure shows as a retry.
    const run = await steadfast(words, { cwd: project.root, isolation: 'pytest' });
    expect(run.exitCode, run.output).toBe(1);
    const results = readdirSync(project.path('results')).filter((name) => name.endsWith('-result.json'));
    expect(results).toHaveLength(3);
    expect(existsSync(project.path('results/old-result.json'))).toBe(false);
  });

  it('is told where nobody knows it', async () => {
    using project = createProject({
      ...FILES,
      'tests/test_b.py': 'def test_b(): pass\n',
      'conftest.py': 'def pytest_sessionfinish():\n    open("summary.txt", "w").close()\n',
    });
    const run = await steadfast([], { cwd: project.root });
    expect(run.output).toMatch(
      /summary\.txt was written anew by tests\/test_[ab]\.py, tests\/test_[ab]\.py: it holds what the last one wrote/,
    );
    expect(run.exitCode).toBe(0);
  });
});
