import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { attemptsOf, ofType, steadfast } from '../harness/steadfast.js';

/** Passes on its N-th attempt. */
const passesOn = (attempt: number): string =>
  `import os\n\ndef test_good(): pass\n\ndef test_flaky():\n    print("attempt", os.environ["STEADFAST_ATTEMPT"])\n    assert os.environ["STEADFAST_ATTEMPT"] == "${attempt}"\n`;

describe.each(['spawn', 'project'] as const)('--retries (%s)', (isolation) => {
  it('runs only the failed tests again, in a fresh process, and keeps both outputs', async () => {
    using project = createProject({ 'test_a.py': passesOn(2) });
    const run = await steadfast(['--retries', '2'], { cwd: project.root, isolation });
    expect(run.exitCode).toBe(0);
    expect(run.verdicts).toEqual({ 'test_a.py': 'flaky' });
    expect(attemptsOf(run.events, 'test_a.py')).toEqual(['first failed', 'rerun passed']);
    expect(ofType(run.events, 'attempt-started')[1]?.selection).toEqual(['test_a.py::test_flaky']);
    expect(new Set(ofType(run.events, 'attempt-started').map(({ attemptId }) => attemptId)).size).toBe(2);
    const [first] = ofType(run.events, 'test-finished').filter(({ test }) => test.outcome === 'failed');
    expect(first?.test.sections).toEqual([{ title: 'Captured stdout call', text: 'attempt 1\n' }]);
  });

  it('gives up after so many reruns', async () => {
    using project = createProject({ 'test_a.py': passesOn(9) });
    const run = await steadfast(['--retries', '2'], { cwd: project.root, isolation });
    expect(run.exitCode).toBe(1);
    expect(attemptsOf(run.events, 'test_a.py')).toEqual(['first failed', 'rerun failed', 'rerun failed']);
  });

  it('is never for missing files, usage errors and crashes', async () => {
    using project = createProject({
      'test_crash.py': 'import os\n\ndef test_a(): os._exit(1)\n',
      'sub/conftest.py': 'import no_such_module\n',
      'sub/test_a.py': 'def test_a(): pass\n',
    });
    const words = ['test_crash.py', 'sub/test_a.py', 'test_gone.py', '--retries', '3'];
    const run = await steadfast(words, { cwd: project.root, isolation });
    expect(ofType(run.events, 'attempt-started').filter(({ cause }) => cause === 'rerun')).toEqual([]);
  });
});

describe('--flaky-result', () => {
  it('fail makes a run with flaky tests fail', async () => {
    using project = createProject({ 'test_a.py': passesOn(2) });
    const run = await steadfast(['--retries', '1', '--flaky-result', 'fail'], { cwd: project.root });
    expect(run.verdicts).toEqual({ 'test_a.py': 'flaky' });
    expect(run.exitCode).toBe(1);
  });
});

describe('--max-retried-files', () => {
  it.each([
    ['2', 2],
    ['50%', 2],
    ['0', 0],
    ['100%', 4],
  ])('%s leaves reruns to so many files', async (value, files) => {
    using project = createProject(
      Object.fromEntries(
        Array.from({ length: 4 }, (_, index) => [`test_${index}.py`, 'def test_a(): assert 0\n']),
      ),
    );
    const run = await steadfast(['--retries', '1', '--max-retried-files', value], { cwd: project.root });
    const rerun = ofType(run.events, 'attempt-started').filter(({ cause }) => cause === 'rerun');
    expect(rerun).toHaveLength(files);
    expect(run.exitCode).toBe(1);
  });
});
