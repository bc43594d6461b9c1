import { Writable } from 'node:stream';
import type { Leak } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';
import { DEFAULT_DISPLAY } from '@steadfast/pytest';
import { describe, expect, it } from 'vitest';
import { RerunCommand } from './rerun-command.js';
import { createTerminalReporter, type TerminalReporterOptions } from './terminal-reporter.js';

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

function show(
  run: ScriptedRun,
  options: Partial<TerminalReporterOptions> = {},
  columns: number | 'unknown' = 60,
): string {
  let shown = '';
  const stream = new Writable({ decodeStrings: false, write: (text, _, done) => done(void (shown += text)) });
  const reporter = createTerminalReporter({
    stream: Object.assign(stream, columns === 'unknown' ? {} : { columns }),
    mode: 'lines',
    color: false,
    ...options,
  });
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
    expect(fileLines(show(busyRun().finish(), {}, 80))).toEqual([
      '[1/6] failed     tests/a.py  1 failed, 1 error, 1 passed in 2.00s',
      '[2/6] passed     tests/b.py  1 passed in 1m 04s',
      '[3/6] flaky      tests/c d.py  1 flaky in 2.00s (2 attempts)',
      '[4/6] recovered  tests/e.py  1 passed in 2.00s (2 attempts)',
      '[5/6] missing    tests/f.py  not found in 2.00s',
      '[6/6] crashed    tests/g.py  no test finished in 2.00s',
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
    expect(text).toContain('For the other evidence see tests/x.py above.');
    expect(text).toContain(`Failures
MISSING tests/x.py - It does not exist.
MISSING tests/y.py - It does not exist.

Likely culprits of missing files
  tests/b.py
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
    const log = show(busyRun().finish({ exitCode: 1 }), {}, 'unknown');
    expect(log.slice(log.indexOf('Slowest files'))).toBe(`\
Slowest files
  1m 04s  tests/b.py
   2.00s  tests/a.py
   2.00s  tests/c d.py
   2.00s  tests/e.py
   2.00s  tests/f.py

Leaked processes (still running after their test file ended)
  tests/b.py::test_server: pid 4711, "python -m http.server", 2.10s old, ended

Recovered (not found at first, then passed)
  tests/e.py  pytest reported "not found" once; the file existed (stat: ENOENT, ok)

Flaky (failed, then passed)
  tests/c d.py::test_net - timeout

Failures
FAILED tests/a.py::test_sum - assert 2 == 3
ERROR tests/a.py::test_id['x'] - no database
MISSING tests/f.py - does not exist (looked 3 times).
CRASHED tests/g.py - Ended by SIGSEGV while tests/g.py::test_c was running.

Reports
  record: out/record.json
  JUnit XML: /elsewhere/junit.xml could not be written: no space left on device (ENOSPC)

Run the failures again: steadfast --lf

Files: 1 failed, 1 missing, 1 crashed, 1 flaky, 1 recovered, 1 passed. Tests: 1 failed, 1 error, 1 flaky, 3 passed. Time: 10.0s
`);
  });

  it('has no escape sequence without colour, and some with it', () => {
    // eslint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/\x1b/);
    expect(show(busyRun().finish(), { color: true })).toContain('\x1b[31mfailed ');
  });

  it('prints failures and the summary, but no lines, without progress', () => {
    const quiet = show(busyRun().finish(), { mode: 'none' });
    expect(fileLines(quiet)).toEqual([]);
    expect(quiet).toContain('tests/a.py:7: AssertionError');
    expect(quiet).toContain('Files: ');
  });
});

describe("pytest's options", () => {
  const display = (change: Partial<typeof DEFAULT_DISPLAY>): string =>
    show(busyRun().finish({ exitCode: 1 }), { display: { ...DEFAULT_DISPLAY, ...change } }, 'unknown');

  it('-v has a line for each test, as it finishes', () => {
    const shown = display({ verbosity: 1 });
    expect(shown).toMatch(/^tests\/a\.py::test_sum FAILED 0\.\d+s$/m);
    expect(shown.indexOf('::test_fine PASSED')).toBeLessThan(shown.indexOf('[1/6]'));
  });

  it('-q leaves out the header and files that passed, -qq the last line, too', () => {
    const quiet = display({ verbosity: -1 });
    expect(quiet).not.toMatch(/6 files|\] passed|Slowest/);
    expect(quiet).toContain('Files: ');
    expect(display({ verbosity: -2 })).not.toContain('Files: ');
  });

  it('--no-header leaves out the first line', () => {
    expect(display({ header: false }).split('\n')[0]).toContain('[1/6]');
  });

  it('--no-summary leaves all but the last line and the reports', () => {
    const shown = display({ summary: false });
    expect(shown).not.toMatch(/E {7}assert|FAILED|Leaked|Flaky/);
    expect(shown).toMatch(/could not be written[^]*Files: 1 failed/);
  });

  it('--tb=line has one line for each failure, --tb=no none', () => {
    expect(display({ tracebacks: 'line' })).toContain('\ntests/a.py:7: assert 2 == 3\n');
    expect(display({ tracebacks: 'no' })).not.toMatch(/assert add|a\.py:7|Fatal Python/);
  });

  it('--show-capture chooses what is shown of captured output', () => {
    expect(display({ showCapture: 'stdout' })).toContain('adding');
    expect(display({ showCapture: 'log' })).not.toContain('adding');
    expect(display({ showCapture: 'no' })).not.toContain('adding');
  });

  it('-r lists outcomes that are no failures, and only what it names', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', {
        tests: {
          test_skip: { outcome: 'skipped', message: 'not now' },
          test_x: { outcome: 'xfailed', message: 'known' },
          test_fine: 'passed',
        },
      })
      .verdict('a.py', 'passed')
      .finish();
    const shown = show(run, { display: { ...DEFAULT_DISPLAY, reportChars: new Set('sx') } });
    expect(shown).toMatch(/^SKIPPED \[1\] .*: not now\nXFAIL a\.py::test_x - known$/m);
    expect(shown).not.toContain('PASSED');
    expect(display({ reportChars: new Set() })).not.toMatch(/^(FAILED|ERROR)/m);
  });
});

describe('failures of one cause', () => {
  const many = (count: number): ScriptedRun => {
    const tests = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `test_${index}`,
        {
          outcome: 'error',
          phase: 'setup',
          message: 'no database',
          traceback: 'E   no database\nc.py:3: Error',
        },
      ]),
    ) as Record<string, { outcome: 'error' }>;
    return new ScriptedRun(['a.py']).attempt('a.py', { outcome: 'failed', tests }).verdict('a.py', 'failed');
  };

  it('are told once', () => {
    const shown = show(many(2).finish({ exitCode: 1 }), {}, 'unknown');
    expect(shown.match(/E {3}no database/g)).toHaveLength(1);
    expect(shown).toContain('ERROR a.py::test_1 - no database (as told of a.py::test_0)');
    expect(shown).toContain('ERROR a.py::test_0 - no database\nERROR a.py::test_1 - no database\n');
  });

  it('are counted where they are many', () => {
    expect(show(many(9).finish({ exitCode: 1 }), {}, 'unknown')).toContain(
      'Failures\nERROR 9 tests - no database\n    a.py::test_0\n    a.py::test_1\n    a.py::test_2\n    and 6 more\n',
    );
  });
});

describe('failures in a log', () => {
  const files = Array.from({ length: 40 }, (_, index) => `t${index}.py`);
  const run = files.reduce(
    (before, file, index) =>
      index === 0
        ? before.attempt(file, { outcome: 'failed', tests: { test_a: 'failed' } }).verdict(file, 'failed')
        : before.attempt(file, { tests: { test_a: 'passed' } }).verdict(file, 'passed'),
    new ScriptedRun(files),
  );
  const heading = /__ t0\.py::test_a __/g;

  it('are shown again at the end when more than a screen lies between', () => {
    expect(show(run.finish({ exitCode: 1 }), {}, 'unknown').match(heading)).toHaveLength(2);
    expect(
      show(busyRun().finish({ exitCode: 1 }), {}, 'unknown').match(/_ tests\/a\.py::test_sum _/g),
    ).toHaveLength(1);
  });

  it('are shown once on a terminal, and where and when the option says', () => {
    expect(show(run.finish({ exitCode: 1 })).match(heading)).toHaveLength(1);
    const atEnd = show(run.finish({ exitCode: 1 }), { failureOutput: 'end' });
    expect(atEnd.match(heading)).toHaveLength(1);
    expect(atEnd.search(heading)).toBeGreaterThan(atEnd.indexOf('[40/40]'));
  });
});

describe('the command that runs a failure again', () => {
  const rerun = new RerunCommand({
    prefix: 'npx steadfast',
    options: ['-c', 'my conf.ini'],
    paths: ['tests/'],
  });

  it('has the options of the run, and the seed that a plugin chose', () => {
    const output = 'platform linux\nUsing --randomly-seed=42\nrootdir: /';
    expect(rerun.of('a.py::test_b', output)).toBe(
      "npx steadfast a.py::test_b -c 'my conf.ini' --randomly-seed=42",
    );
    expect(rerun.failures()).toBe("npx steadfast tests/ --lf -c 'my conf.ini'");
  });
});

describe('our own sentences', () => {
  it.each([40, 60, 80])('are not broken within a word at %i columns', (columns) => {
    const message =
      'A warning that goes on and on until it no longer fits into a single line of the terminal.';
    const run = new ScriptedRun(['a.py'], {
      tools: { steadfast: '1.0.0', python: '3.12.1', pytest: '8.0.0' },
    })
      .emit({ type: 'notice', level: 'warning', message })
      .verdict('a.py', 'missing', { reason: message });
    for (const line of show(run.finish({ exitCode: 1 }), {}, columns).split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(columns);
    }
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

    expect(shown).toContain('Interrupted (Ctrl-C)\n');
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

  it('says what became of services, and refers to it where it takes files along', () => {
    const service = { kind: 'service', name: 'redis', ageMs: 1234 } as const;
    const reason = 'service redis was ended by SIGSEGV while it was needed.\nIt wrote last:\nboom';
    const leak = { pid: 7, command: 'sleep 60', ageMs: 500, foundBy: 'tree', ended: true } as const;
    const run = new ScriptedRun(['a.py', 'b.py'])
      .emit({ type: 'service-changed', change: { ...service, state: 'started' } })
      .emit({ type: 'service-changed', change: { ...service, state: 'ready' } })
      .emit({ type: 'service-changed', change: { ...service, state: 'failed', reason } })
      .verdict('a.py', 'error', { reason })
      .verdict('b.py', 'error', { reason })
      .emit({ type: 'service-changed', change: { ...service, kind: 'setup', state: 'ended', leaks: [leak] } })
      .finish({ exitCode: 1 });

    const shown = show(run);

    expect(shown).toContain('service redis is ready after 1.2 s\n');
    expect(shown).toContain(
      'error: service redis was ended by SIGSEGV while it was needed.\nIt wrote last:\nboom\n',
    );
    expect(shown.match(/boom/g)).toHaveLength(1);
    expect(shown).toContain('(as told of service redis)');
    expect(shown).toContain('setup redis is done after 1.2 s\n');
    expect(shown).toContain('warning: setup redis left behind pid 7, "sleep 60"');
    expect(shown).toContain(
      'Services and set-up that failed\n  service redis was ended by SIGSEGV while it was needed.\n',
    );
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
