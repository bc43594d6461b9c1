import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { attemptsOf, ofType, steadfast, testOutcomes } from '../harness/steadfast.js';

const HANGING = `
import signal, time, pytest

@pytest.fixture
def hangs_before():
    time.sleep(600)

@pytest.fixture
def hangs_after():
    yield
    time.sleep(600)

def wait_for_ever():
    time.sleep(600)

def test_first(): pass
def test_fails(): assert 0

def test_body():
    wait_for_ever()

@pytest.mark.parametrize("name", ["a/b", "c::d", "é", " [x] "])
def test_names(name): pass

def test_set_up(hangs_before): pass

class TestClass:
    def test_tear_down(self, hangs_after): pass
    def test_deaf(self):
        signal.signal(signal.SIGTERM, lambda *_: None)
        for _ in range(60): time.sleep(0.1)

def test_last(): pass
`;

const NAMES = ['a/b', 'c::d', '\\xe9', ' [x] '].map((name) => `test_names[${name}]`);

it.each(['spawn', 'pytest', 'project'] as const)(
  'ends a test that runs too long, names it with its stack, and runs all others once (%s)',
  async (isolation) => {
    using project = createProject({ 'tests/test_a.py': HANGING, 'tests/test_b.py': 'def test_b(): pass\n' });
    const words = ['--test-timeout', '1s', '--grace', '300ms', '--junitxml', 'junit.xml'];
    const run = await steadfast(words, { cwd: project.root, isolation });
    expect(run.exitCode).toBe(1);
    expect(run.verdicts).toEqual({ 'tests/test_a.py': 'failed', 'tests/test_b.py': 'passed' });
    const late = ['test_body', 'test_set_up', 'TestClass::test_tear_down', 'TestClass::test_deaf'];
    const green = ['test_first', ...NAMES, 'test_last'];
    expect(testOutcomes(run.events, 'tests/test_a.py')).toEqual({
      ...Object.fromEntries([...late, 'test_fails'].map((name) => [name, 'failed'])),
      ...Object.fromEntries(green.map((name) => [name, 'passed'])),
    });
    const confirmed =
      isolation === 'project' ? ['first timed-out', 'confirm timed-out'] : ['first timed-out'];
    expect(attemptsOf(run.events, 'tests/test_a.py')).toEqual([
      ...confirmed,
      ...['remainder timed-out', 'remainder timed-out', 'remainder timed-out', 'remainder passed'],
    ]);
    const body = ofType(run.events, 'test-finished').find(({ test }) => test.name === 'test_body');
    expect(body?.test).toMatchObject({
      message: 'Timeout: still running after 1 s (--test-timeout).',
      traceback: expect.stringMatching(/in wait_for_ever\n.*in test_body\n/) as string,
      location: { file: 'tests/test_a.py' },
    });
    const junit = readFileSync(join(project.root, 'junit.xml'), 'utf8');
    expect(junit).toContain('errors="0" failures="5" skipped="0" tests="12"');
    expect(junit).toMatch(
      /<testcase classname="tests.test_a.TestClass" name="test_tear_down" time="\d\.\d+"><failure type="Timeout"/,
    );
    expect(run.output).toContain('FAILED tests/test_a.py::test_body - Timeout: still running after 1 s');
    expect(run.output).toContain('Files: 1 failed, 1 passed. Tests: 5 failed, 7 passed.');
  },
);

describe.each(['spawn', 'project'] as const)('--test-timeout (%s)', (isolation) => {
  it('is an error where the tests that are left cannot be run', async () => {
    const changing = `
import os, time, pytest

def pytest_generate_tests(metafunc):
    if "value" in metafunc.fixturenames:
        metafunc.parametrize("value", [os.environ["STEADFAST_ATTEMPT"]])

def test_hangs(): time.sleep(600)
def test_other(value): pass
`;
    using project = createProject({ 'test_a.py': changing });
    const words = ['--test-timeout', '1s', '--grace', '300ms'];
    const run = await steadfast(words, { cwd: project.root, isolation });
    expect(run.verdicts).toEqual({ 'test_a.py': 'error' });
    expect(run.exitCode).toBe(4);
    expect(run.output).toContain('the tests that were left to run are not what is collected now');
  });

  it('leaves a hang that is of no test to --file-timeout', async () => {
    using project = createProject({
      'test_a.py': 'import time\ntime.sleep(600)\ndef test_a(): pass\n',
      'test_b.py': 'def test_b(): pass\n',
      // After the last test, and longer than a test may run.
      'conftest.py': 'import time\n\ndef pytest_sessionfinish(): time.sleep(1.5)\n',
    });
    const words = ['--test-timeout', '500ms', '--file-timeout', '4s', '--grace', '300ms'];
    const run = await steadfast(words, { cwd: project.root, isolation });
    expect(run.verdicts).toEqual({ 'test_a.py': 'timed-out', 'test_b.py': 'passed' });
  });
});

it('reruns tests that ran too long with all that failed, and ends with -x', async () => {
  const flaky = `
import os, time

def test_fails(): assert 0
def test_late():
    if os.environ["STEADFAST_ATTEMPT"] == "1": time.sleep(600)
def test_after(): pass
`;
  using project = createProject({
    'test_a.py': flaky,
    'pyproject.toml': '[[tool.steadfast.overrides]]\npaths = "test_a.py"\ntest-timeout = "1s"\n',
  });
  // Deeper, a red attempt would be proven first, and this one hangs by chance.
  const options = { cwd: project.root, isolation: 'pytest' } as const;
  const reruns = await steadfast(['--retries', '1'], options);
  expect(attemptsOf(reruns.events, 'test_a.py')).toEqual([
    'first timed-out',
    'remainder passed',
    'rerun failed',
  ]);
  expect(ofType(reruns.events, 'attempt-started')[2]?.selection).toEqual([
    'test_a.py::test_fails',
    'test_a.py::test_late',
  ]);
  expect(reruns.output).toContain('Tests: 1 failed, 1 flaky, 1 passed');

  const limited = await steadfast(['--maxfail', '2'], options);
  expect(attemptsOf(limited.events, 'test_a.py')).toEqual(['first timed-out']);
  expect(limited.exitCode).toBe(1);
});
