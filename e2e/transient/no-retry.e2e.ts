import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { attemptsOf, ofType, steadfast } from '../harness/steadfast.js';

const GOOD = 'def test_good():\n    pass\n';

/** Runs a project and tells what became of one file, and with which words. */
async function outcomeOf(
  file: string,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  isolation: 'spawn' | 'project',
) {
  using project = createProject({ 'tests/test_good.py': GOOD, ...files });
  const run = await steadfast(args, { cwd: project.root, isolation });
  const finished = ofType(run.events, 'file-finished').find((event) => event.file === file);
  return {
    exitCode: run.exitCode,
    attempts: attemptsOf(run.events, file),
    verdict: finished?.verdict,
    reason: finished?.reason ?? '',
    good: run.verdicts['tests/test_good.py'],
    runningTest: ofType(run.events, 'attempt-finished').find((event) => event.file === file)?.runningTest,
  };
}

/** What is red where much is shared is confirmed where less is; an option is refused before anything is shared. */
function firstAnd(isolation: 'spawn' | 'project', outcome: string): string[] {
  return isolation === 'spawn' ? [`first ${outcome}`] : [`first ${outcome}`, `confirm ${outcome}`];
}

describe.each(['spawn', 'project'] as const)('exit codes that no retry can help (%s)', (isolation) => {
  it('a conftest that does not import', async () => {
    const files = { 'tests/bad/conftest.py': 'import no_such_module\n', 'tests/bad/test_a.py': GOOD };
    const found = await outcomeOf('tests/bad/test_a.py', files, [], isolation);
    expect(found).toMatchObject({
      attempts: firstAnd(isolation, 'usage-error'),
      verdict: 'error',
      good: 'passed',
      exitCode: 4,
    });
    expect(found.reason).toContain('no_such_module');
  });

  it('an unknown option', async () => {
    const found = await outcomeOf('tests/test_good.py', {}, ['--no-such-option'], isolation);
    expect(found).toMatchObject({
      attempts: ['first usage-error'],
      verdict: 'error',
      exitCode: 4,
    });
    expect(found.reason).toContain('--no-such-option');
  });

  it('a node id that does not exist', async () => {
    const found = await outcomeOf('tests/test_good.py', {}, ['tests/test_good.py::test_other'], isolation);
    expect(found).toMatchObject({
      attempts: firstAnd(isolation, 'usage-error'),
      verdict: 'error',
      exitCode: 4,
    });
    expect(found.reason).toContain('test_other');
  });

  it('a test that exits with 4', async () => {
    const files = { 'tests/test_exit.py': 'import os\n\ndef test_four():\n    os._exit(4)\n' };
    const found = await outcomeOf('tests/test_exit.py', files, [], isolation);
    // A process that dies while a test runs has crashed, whatever its exit code.
    expect(found).toMatchObject({ verdict: 'crashed', good: 'passed' });
    expect(found.attempts[0]).toBe('first crashed');
    expect(found.runningTest).toContain('test_four');
  });

  it('a test that calls os._exit(0) is not passed, and is named', async () => {
    const files = { 'tests/test_exit.py': 'import os\n\ndef test_zero():\n    os._exit(0)\n' };
    const found = await outcomeOf('tests/test_exit.py', files, [], isolation);
    expect(found).toMatchObject({
      attempts: firstAnd(isolation, 'crashed'),
      verdict: 'crashed',
      good: 'passed',
      exitCode: 1,
      runningTest: 'tests/test_exit.py::test_zero',
    });
  });

  it('a file that does not exist, beside one that does', async () => {
    const args = ['tests/test_good.py', 'tests/test_typo.py'];
    const found = await outcomeOf('tests/test_typo.py', {}, args, isolation);
    expect(found).toMatchObject({ attempts: [], verdict: 'missing', good: 'passed', exitCode: 1 });
  });
});
