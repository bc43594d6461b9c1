import type { AttemptEnding } from '@steadfast/core';
import { describe, expect, it } from 'vitest';
import type { AttemptReport } from '../report/attempt-report.js';
import { classify } from './classify.js';

const file = { path: 'tests/test_a.py', absolutePath: '/project/tests/test_a.py' };
const COMPLETE: AttemptReport = { fact: 'complete', failed: [], testsReported: 2, notRun: 0 };
const PARTIAL: AttemptReport = {
  fact: 'partial',
  failed: [],
  testsReported: 1,
  notRun: 0,
  runningTest: 'tests/test_a.py::test_b',
};
const ABSENT: AttemptReport = { fact: 'absent', failed: [], testsReported: 0, notRun: 0 };

/** What pytest says when the file that was imported is not the one that it wants. */
function mismatch(imported: string): string {
  const which = 'which is not the same as the test file we want to collect:';
  return `import file mismatch:\nimported module has this __file__ attribute:\n  ${imported}\n${which}\n  ${file.absolutePath}`;
}

function exit(exitCode: number, report: AttemptReport, output = '') {
  return ended({ process: { kind: 'exited', exitCode } }, report, output);
}

function ended(ending: AttemptEnding, report: AttemptReport, output = '') {
  return classify({ ending, report, outputText: () => output, file, ranMs: 4020 });
}

describe('classify', () => {
  it('believes in a pass only when exit code and report agree', () => {
    expect(exit(0, COMPLETE)).toEqual({ outcome: 'passed', report: 'complete' });
    expect(exit(0, PARTIAL)).toMatchObject({ outcome: 'crashed', runningTest: 'tests/test_a.py::test_b' });
    expect(exit(0, ABSENT)).toMatchObject({ outcome: 'crashed', report: 'absent' });
  });

  it('does not believe an exit code of 0 when the numbers say something else', () => {
    const failed = [{ id: 'tests/test_a.py::test_a' }];
    expect(exit(0, { ...COMPLETE, failed })).toMatchObject({ outcome: 'failed' });
    expect(exit(0, { ...COMPLETE, notRun: 3 })).toMatchObject({
      outcome: 'interrupted',
      reason: 'pytest exited with 0, but 3 of its tests did not run.',
    });
  });

  it('names the tests to run again after a failure, each once', () => {
    const failed = [{ id: 'a::x[1]' }, { id: 'a::y', phase: 'setup' as const }, { id: 'a::x[1]' }];
    expect(exit(1, { ...COMPLETE, failed })).toEqual({
      outcome: 'failed',
      report: 'complete',
      rerun: ['a::x[1]', 'a::y'],
    });
  });

  it.each([
    [1, 'crashed'],
    [5, 'crashed'],
    [3, 'crashed'],
    [4, 'crashed'],
  ] as const)('takes exit code %i without a complete report for %s', (code, outcome) => {
    expect(exit(code, PARTIAL).outcome).toBe(outcome);
  });

  it('knows a file without tests', () => {
    expect(exit(5, COMPLETE).outcome).toBe('no-tests');
  });

  it('does not know exit codes that pytest does not have', () => {
    expect(exit(77, COMPLETE)).toMatchObject({ outcome: 'internal-error' });
  });

  describe('exit code 2', () => {
    const collect = (traceback: string) => ({
      ...COMPLETE,
      failed: [{ id: 'tests/test_a.py', phase: 'collect' as const, traceback }],
    });

    it('is a failure when the file could not be collected, with nothing to run again but all of it', () => {
      expect(exit(2, collect('E   NameError: name x'))).toMatchObject({ outcome: 'failed', rerun: [] });
    });

    it.each([
      ["FileNotFoundError: [Errno 2] No such file or directory: '/project/tests/test_a.py'"],
      ['ImportError: /project/tests/test_a.py'],
      ["ModuleNotFoundError: No module named 'test_a'"],
      ["ModuleNotFoundError: No module named 'tests.test_a'"],
      [mismatch('/project/tests/test_a.py')],
    ])('is not-found when the file vanished between finding and importing it: %s', (words) => {
      expect(exit(2, collect(`Traceback:\nE   ${words}`)).outcome).toBe('not-found');
    });

    it.each([
      ["FileNotFoundError: [Errno 2] No such file or directory: '/data/input.csv'"],
      ['ImportError: cannot import name x'],
      ["ModuleNotFoundError: No module named 'a'"],
      ["ModuleNotFoundError: No module named 'other.test_a'"],
      [mismatch('/project/other/test_a.py')],
    ])('is a failure when something else was not there: %s', (words) => {
      expect(exit(2, collect(`E   ${words}`)).outcome).toBe('failed');
    });

    it('is an interruption when collection went well', () => {
      expect(exit(2, COMPLETE).outcome).toBe('interrupted');
    });
  });

  describe('a signal from us', () => {
    it.each([0, 1, 4, 5])('wins over exit code %i', (exitCode) => {
      const process = { kind: 'exited', exitCode } as const;
      expect(ended({ process, endedByUs: 'timeout' }, COMPLETE).outcome).toBe('timed-out');
      expect(ended({ process, endedByUs: 'cancelled' }, COMPLETE).outcome).toBe('interrupted');
    });
  });

  it.each([
    [{ kind: 'signalled', signal: 'SIGSEGV' }, 'crashed', 'SIGSEGV'],
    [{ kind: 'not-started', error: 'ENOENT' }, 'internal-error', 'ENOENT'],
    [{ kind: 'lost', reason: 'The zygote died.' }, 'crashed', 'The zygote died.'],
  ] as const)('says what became of the process: %j', (process, outcome, reason) => {
    const found = ended({ process }, PARTIAL);
    expect(found.outcome).toBe(outcome);
    expect(found.reason).toContain(reason);
  });

  it.each([
    [undefined, 'running.'],
    [0, 'running. It was not the out-of-memory killer.'],
    [1, 'running. The out-of-memory killer ended 1 process meanwhile, so most likely this one.'],
    [2, 'running. The out-of-memory killer ended 2 processes meanwhile, so most likely this one.'],
  ])('says whether memory was short when a process was killed (%s)', (oomKills, words) => {
    const killed = { process: { kind: 'signalled', signal: 'SIGKILL' } } as const;
    const { reason } = ended(oomKills === undefined ? killed : { ...killed, oomKills }, PARTIAL);
    expect(reason).toBe(`Ended by SIGKILL while tests/test_a.py::test_b was ${words}`);
  });
});

describe('exit code 4', () => {
  it.each([
    ['without a reason', ''],
    ['naming the file', 'ERROR: file or directory not found: tests/test_a.py\n'],
    ['naming the file in colour', '\u001b[31mERROR: file or directory not found: tests/test_a.py\u001b[0m\n'],
    ['naming a test in it', 'ERROR: file or directory not found: tests/test_a.py::test_x\n'],
    [
      'naming a file that vanished while pytest looked',
      'ERROR: not found: /project/tests/test_a.py\n(no match in any of [<Dir tests>])\n',
    ],
  ])('is not-found %s', (_what, output) => {
    expect(exit(4, ABSENT, output).outcome).toBe('not-found');
  });

  it.each([
    ['another file', 'ERROR: file or directory not found: tests/test_b.py\n'],
    [
      'a test that the file does not have',
      'ERROR: not found: /project/tests/test_a.py::test_x\n(no match in any of [<Module test_a.py>])\n',
    ],
    ['a conftest', "ImportError while loading conftest '/project/conftest.py'.\n"],
  ])('is a usage error when it is about %s, in the words of pytest', (_what, output) => {
    const found = exit(4, ABSENT, output);
    expect(found.outcome).toBe('usage-error');
    expect(found.reason).toBe(output.trim());
  });

  it('is a usage error when it is about an option, in the words that say which', () => {
    const complaint = 'python -m pytest: error: unrecognized arguments: --nope\n  rootdir: /project';
    expect(exit(4, ABSENT, `ERROR: usage: python -m pytest [options]\n${complaint}\n`)).toMatchObject({
      outcome: 'usage-error',
      reason: complaint,
    });
  });

  it('is a crash when a test was running, whatever it printed', () => {
    const output = 'ERROR: file or directory not found: tests/test_a.py\n';
    expect(exit(4, PARTIAL, output)).toMatchObject({
      outcome: 'crashed',
      reason: 'Exited with 4 while tests/test_a.py::test_b was running.',
    });
    expect(exit(4, COMPLETE).outcome).toBe('usage-error');
  });

  it('prefers what the Python side heard to what stands in the output', () => {
    const usageError = { message: 'not found: /project/tests/test_a.py', notFound: [] };
    expect(exit(4, { ...ABSENT, fact: 'complete', usageError }).outcome).toBe('not-found');
  });
});
