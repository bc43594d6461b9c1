import { Writable } from 'node:stream';
import type { Leak } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';
import { describe, expect, it } from 'vitest';
import type { ProgressMode } from './progress-mode.js';
import { createTerminalReporter } from './terminal-reporter.js';

const leak: Leak = {
  pid: 4711,
  command: 'python -m http.server',
  ageMs: 2100,
  foundBy: 'environment',
  test: 'tests/b.py::test_server',
  ended: true,
};

const traceback = `    def test_sum():
>       assert add(1, 1) == 3
E       assert 2 == 3

tests/a.py:7: AssertionError`;

function busyRun(): ScriptedRun {
  return new ScriptedRun(
    ['tests/a.py', 'tests/b.py', 'tests/c d.py', 'tests/e.py', 'tests/f.py', 'tests/g.py'],
    {
      tools: { pytest: '8.4.1' },
    },
  )
    .attempt('tests/a.py', {
      outcome: 'failed',
      tests: {
        test_sum: {
          outcome: 'failed',
          message: 'assert 2 == 3',
          traceback,
          sections: [{ title: 'Captured stdout call', text: 'adding\n' }],
        },
        "test_id['x']": { outcome: 'error', phase: 'setup', message: 'no database' },
        test_fine: 'passed',
      },
    })
    .verdict('tests/a.py', 'failed')
    .attempt('tests/b.py', { tests: { test_server: 'passed' }, leaks: [leak] })
    .verdict('tests/b.py', 'passed', { durationMs: 64_000 })
    .attempt('tests/c d.py', {
      outcome: 'failed',
      tests: { test_net: { outcome: 'failed', message: 'timeout' } },
    })
    .attempt('tests/c d.py', { tests: { test_net: 'passed' } })
    .verdict('tests/c d.py', 'flaky')
    .attempt('tests/e.py', { outcome: 'not-found' })
    .emit({
      type: 'presence-checked',
      file: 'tests/e.py',
      presence: 'present',
      stats: [
        { time: 1, result: 'ENOENT' },
        { time: 2, result: 'ok' },
      ],
    })
    .attempt('tests/e.py', { tests: { test_new: 'passed' }, started: { cause: 'missing' } })
    .verdict('tests/e.py', 'recovered')
    .verdict('tests/f.py', 'missing', {
      reason: 'tests/f.py does not exist (looked 3 times).',
      evidence: { summary: 'tests/b.py most likely removed it.', lines: ['10:00:01 HEAD moved'] },
    })
    .attempt('tests/g.py', {
      outcome: 'crashed',
      output: '\x1b[2JFatal Python error\x07: Segmentation fault\r\n',
      finished: { reason: 'Ended by SIGSEGV.', runningTest: 'tests/g.py::test_c' },
    })
    .verdict('tests/g.py', 'crashed', { reason: 'Ended by SIGSEGV while tests/g.py::test_c was running.' });
}

function show(run: ScriptedRun, mode: ProgressMode = 'lines', color = false): string {
  let shown = '';
  const stream = new Writable({ decodeStrings: false, write: (text, _, done) => done(void (shown += text)) });
  const reporter = createTerminalReporter({ stream: Object.assign(stream, { columns: 60 }), mode, color });
  run.replay(reporter.listen);
  reporter.finish([
    { kind: 'written', report: 'record', path: '/project/out/record.json' },
    {
      kind: 'failed',
      report: 'JUnit XML',
      path: '/elsewhere/junit.xml',
      message: 'no space left on device (ENOSPC)',
    },
  ]);
  return shown;
}

function fileLines(shown: string): readonly string[] {
  return shown.split('\n').filter((line) => /^\[ ?\d+\//.test(line));
}

describe('the terminal in lines', () => {
  const shown = show(busyRun().finish({ exitCode: 1 }));

  it('says first what runs', () => {
    expect(shown.split('\n')[0]).toBe('6 files, 2 slots, pytest 8.4.1');
  });

  it('has one line per file, in order of completion', () => {
    expect(fileLines(shown)).toEqual([
      '[1/6] failed     tests/a.py  1 failed, 1 error, 1 passed in 2.00s',
      '[2/6] passed     tests/b.py  1 passed in 1m 04s',
      '[3/6] flaky      tests/c d.py  1 flaky in 2.00s (2 attempts)',
      '[4/6] recovered  tests/e.py  1 passed in 2.00s (2 attempts)',
      '[5/6] missing    tests/f.py  not found in 2.00s',
      '[6/6] crashed    tests/g.py  nothing finished in 2.00s',
    ]);
  });

  it('tells once what many missing files have in common', () => {
    const evidence = {
      summary: 'Likely culprit: tests/b.py, because it moved HEAD.',
      lines: ['Git: HEAD was feature and is main now.'],
      culprit: { file: 'tests/b.py', reason: 'it moved HEAD' },
    };
    const reason = 'It does not exist.';
    const gone = ['tests/x.py', 'tests/y.py'];
    const run = gone.reduce(
      (before, file) => before.verdict(file, 'missing', { reason, evidence }),
      new ScriptedRun(gone),
    );
    const text = show(run.finish({ exitCode: 1 }));
    expect(text.split('Git: HEAD was').length - 1).toBe(1);
    expect(text).toContain('What else is known is told of tests/x.py above.');
    expect(text).toContain(`Missing
  tests/x.py  It does not exist.
  tests/y.py  It does not exist.
      Likely culprit: tests/b.py, because it moved HEAD.
`);
  });

  it("shows a failure with pytest's traceback, what the test printed and how to run it again", () => {
    expect(shown).toContain(`\
___________________ tests/a.py::test_sum ___________________
    def test_sum():
>       assert add(1, 1) == 3
E       assert 2 == 3

tests/a.py:7: AssertionError
------------------- Captured stdout call -------------------
adding
Run again: steadfast tests/a.py::test_sum
`);
  });

  it('quotes the command for a shell, and names the phase', () => {
    expect(shown).toContain("_ tests/a.py::test_id['x'] (setup) _");
    expect(shown).toContain(String.raw`Run again: steadfast 'tests/a.py::test_id['\''x'\'']'`);
  });

  it('shows what a crashed process wrote, without what would disturb the terminal', () => {
    expect(shown).toContain(
      'Ended by SIGSEGV while tests/g.py::test_c was running.\n' +
        '-------------------------- Output --------------------------\n' +
        'Fatal Python error\\x07: Segmentation fault\n' +
        'Run again: steadfast tests/g.py\n',
    );
  });

  it('ends with a summary of what is odd, red, and where the reports are', () => {
    expect(shown.slice(shown.indexOf('Slowest files'))).toBe(`\
Slowest files
  1m 04s  tests/b.py
   2.00s  tests/a.py
   2.00s  tests/c d.py
   2.00s  tests/e.py
   2.00s  tests/f.py

Leaked processes, which outlived the attempt that started them
  tests/b.py::test_server: pid 4711, "python -m http.server", 2.10s old, ended

Recovered: not found at first, passed later
  tests/e.py  not found in 1 attempt though it was there; looked for it: ENOENT, ok

Flaky: failed, passed when run again
  tests/c d.py::test_net  timeout

Failed
  tests/a.py::test_sum  assert 2 == 3
  tests/a.py::test_id['x']  no database

Crashed
  tests/g.py  Ended by SIGSEGV while tests/g.py::test_c was running.

Missing
  tests/f.py  tests/f.py does not exist (looked 3 times).
      tests/b.py most likely removed it.

Reports
  record: out/record.json
  JUnit XML: /elsewhere/junit.xml could not be written: no space left on device (ENOSPC)

Files: 1 failed, 1 missing, 1 crashed, 1 flaky, 1 recovered, 1 passed. Tests: 1 failed, 1 error, 1 flaky, 3 passed. Time: 10.0s
`);
  });

  it('has no escape sequence without colour, and some with it', () => {
    // eslint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/\x1b/);
    expect(show(busyRun().finish(), 'lines', true)).toContain('\x1b[31mfailed ');
  });

  it('prints failures and the summary, but no lines, without progress', () => {
    const quiet = show(busyRun().finish(), 'none');
    expect(fileLines(quiet)).toEqual([]);
    expect(quiet).toContain('tests/a.py:7: AssertionError');
    expect(quiet).toContain('Files: ');
  });
});

describe('a run that was stopped', () => {
  it('says why, and which files did not run', () => {
    const files = Array.from({ length: 12 }, (_, index) => `t${index}.py`);
    const run = new ScriptedRun(files)
      .emit({ type: 'run-cancelled', reason: 'SIGINT', interrupted: true })
      .attempt('t0.py', { outcome: 'interrupted' })
      .verdict('t0.py', 'cancelled')
      .finish({ exitCode: 2, notRun: files });

    const shown = show(run);

    expect(shown).toContain('Stopping: SIGINT\n');
    expect(fileLines(shown)).toEqual([]);
    expect(shown).toContain('12 of 12 files not run:\n  t0.py\n');
    expect(shown).toContain('  and 2 more\n');
    expect(shown).toContain('Files: none, 12 not run.');
  });
});

describe('what happens to the run as a whole', () => {
  it('is said when it happens', () => {
    const run = new ScriptedRun(['a.py'])
      .emit({
        type: 'tree-changed',
        change: { kind: 'head-moved', from: '1a2b', to: '3c4d', reflog: 'checkout' },
      })
      .emit({ type: 'notice', level: 'warning', message: 'fork is unsafe here' })
      .emit({ type: 'notice', level: 'info', message: 'for your information' })
      .finish();

    const shown = show(run);

    expect(shown).toContain('warning: HEAD moved from 1a2b to 3c4d while the run was going on: checkout\n');
    expect(shown).toContain('warning: fork is unsafe here\n');
    expect(shown).toContain('\nfor your information\n');
  });

  it('does not repeat itself when many files of the tree vanish', () => {
    const run = new ScriptedRun(['tests/a.py']);
    for (let index = 1; index <= 20; index++) {
      run.emit({ type: 'tree-changed', change: { kind: 'file-vanished', file: `tests/test_${index}.py` } });
    }

    const shown = show(run.finish());

    expect(shown).toContain('warning: tests/test_5.py has vanished\nwarning: More files have vanished');
    expect(shown.match(/warning/g)).toHaveLength(6);
  });
});
