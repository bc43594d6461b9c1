import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execa, execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import { readJunit } from '../harness/junit.js';
import { asOrdinaryUser } from '../harness/ordinary-user.js';
import { createFolder, createProject, type Project, trivialFiles } from '../harness/project.js';
import { ofType, steadfast, STEADFAST } from '../harness/steadfast.js';

const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';

async function shown(project: Project, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [STEADFAST, ...words], {
    cwd: project.root,
    env: { CI: 'true', FORCE_COLOR: '0', ...env },
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode, text: stdout + stderr };
}

describe('a fault that can be known before the run is a usage error, and no test runs', () => {
  const TEST = { 'test_a.py': 'def test_a():\n    open("ran", "w").close()\n' };

  async function refused(project: Project, words: readonly string[], ...told: readonly (string | RegExp)[]) {
    const { exitCode, text } = await shown(project, words);
    for (const part of told) expect(text).toMatch(part);
    expect(exitCode).toBe(4);
    expect(existsSync(project.path('ran'))).toBe(false);
  }

  it('an interpreter that is not there', async () => {
    using project = createProject(TEST);
    await refused(project, ['--python', './no/python'], /no\/python/);
  });

  it.skipIf(process.platform === 'win32')('an interpreter without pytest', async () => {
    using project = createProject(TEST);
    execaSync('python3', ['-m', 'venv', '--without-pip', project.path('empty')]);
    await refused(project, ['--python', 'empty/bin/python'], /empty\/bin\/python/, /pytest/);
  });

  it('a pytest that is too old', async () => {
    using project = createProject({ ...TEST, 'old/pytest-6.2.5.dist-info/METADATA': 'Version: 6.2.5\n' });
    const { exitCode, text } = await shown(project, [], { PYTHONPATH: project.path('old') });
    expect(text).toMatch(/6\.2\.5/);
    expect(text).toMatch(/7/);
    expect(exitCode).toBe(4);
  });

  it('a broken pyproject.toml', async () => {
    using project = createFolder({ ...TEST, 'pyproject.toml': '[tool.pytest\n' });
    await refused(project, [], /pyproject\.toml/, /1/);
  });

  it('a key that Steadfast does not have', async () => {
    using project = createFolder({ ...TEST, 'pyproject.toml': '[tool.steadfast]\nretrys = 2\n' });
    await refused(project, [], /pyproject\.toml/, /retrys/, /retries/);
  });

  it.each([
    ['--file-timeout', '5'],
    ['--grace', 'soon'],
    ['--missing-backoff', '-1s'],
  ])('%s %s', async (name, value) => {
    using project = createProject(TEST);
    await refused(project, [`${name}=${value}`], name, value, /300s, 1\.5s, 200ms/);
  });

  it.each(['--junitxml', '--record', '--html', '--events'])(
    '%s in a place that cannot be written',
    async (name) => {
      using project = createProject({ ...TEST, file: '' });
      await refused(project, [name, 'file/report'], /file\/report cannot be written/, /ENOTDIR|EEXIST/);
      mkdirSync(project.path('folder'));
      await refused(project, [name, 'folder'], /folder cannot be written/, /EISDIR/);
    },
  );

  it.skipIf(!isLinux)('a report on a file system that takes no files', async () => {
    using project = createProject(TEST);
    await refused(project, ['--junitxml', '/proc/report.xml'], /\/proc\/report\.xml cannot be written/);
  });
});

describe.skipIf(!isLinux)('what cannot be read', () => {
  it.each(['spawn', 'project'] as const)(
    'is a failed file with the reason of the system, and the others run (%s)',
    async (isolation) => {
      using project = createProject(trivialFiles(2));
      chmodSync(project.path('tests/test_000.py'), 0);
      const { exitCode, stdout } = await runAsOrdinaryUser(project, '--isolation', isolation);
      expect(stdout).toMatch(/tests\/test_000\.py - PermissionError: .*Permission denied/);
      expect(stdout).toContain('Files: 1 failed, 1 passed. Tests: 1 error, 2 passed.');
      expect(exitCode).toBe(1);
    },
  );

  it('is told of a folder, too, whose tests nobody can find', async () => {
    using project = createProject({ ...trivialFiles(1), 'tests/locked/test_a.py': 'def test_a(): pass\n' });
    chmodSync(project.path('tests/locked'), 0);
    const { exitCode, stdout, stderr } = await runAsOrdinaryUser(project);
    expect(stderr).toMatch(/tests\/locked: cannot be searched for tests: EACCES/);
    expect(stdout).toContain('Files: 1 passed');
    expect(exitCode).toBe(3);
  });

  function runAsOrdinaryUser(project: Project, ...words: readonly string[]) {
    const [program = '', ...rest] = asOrdinaryUser([process.execPath, STEADFAST, ...words]);
    return execa(program, rest, { cwd: project.root, reject: false, stdin: 'ignore' });
  }
});

describe.skipIf(!isLinux)('a full disk', () => {
  it.each(['--record', '--junitxml', '--html', '--events'])(
    'makes a green run with %s exit with 3',
    async (name) => {
      using project = createProject(trivialFiles(1));
      const { exitCode, text } = await shown(project, [name, '/dev/full']);
      expect(text).toContain('/dev/full could not be written: no space left on device (ENOSPC)');
      expect(text).toContain('Files: 1 passed');
      expect(exitCode).toBe(3);
    },
  );

  it.skipIf(!isRoot)(
    'keeps the report of the run before, and what of the events there was room for (mounts one: root only)',
    async () => {
      using project = createProject(trivialFiles(30));
      mkdirSync(project.path('small'));
      execaSync('mount', ['-t', 'tmpfs', '-o', 'size=24k', 'tmpfs', project.path('small')]);
      try {
        writeFileSync(project.path('small/record.json'), 'of the run before');
        const words = [
          '--record',
          'small/record.json',
          '--events',
          'small/events.ndjson',
          '--junitxml',
          'junit.xml',
        ];
        const { exitCode, text } = await shown(project, words);
        expect(exitCode).toBe(3);
        expect(text).toContain('record: small/record.json could not be written');
        expect(text).toContain('events: small/events.ndjson could not be written');
        expect(readFileSync(project.path('small/record.json'), 'utf8')).toBe('of the run before');
        expect(readFileSync(project.path('small/events.ndjson'), 'utf8')).toMatch(
          /^\{"time":\d+,"project":"\.","type":"run-started"/,
        );
        expect(readJunit(project.path('junit.xml'))).toHaveLength(60);
      } finally {
        execaSync('umount', [project.path('small')]);
      }
    },
  );
});

describe('what tests print', () => {
  it.each(['spawn', 'project'] as const)(
    '100 MB of it stay out of memory and reports (%s)',
    async (isolation) => {
      using project = createProject({
        'test_loud.py':
          'import os\n\ndef test_loud():\n    for _ in range(100):\n        os.write(1, b"x" * 1_000_000)\n    assert 0\n',
      });
      const words = ['-o', 'addopts=--capture=fd', '--junitxml', 'junit.xml', '--record', 'record.json'];
      const run = await steadfast(words, { cwd: project.root, isolation });
      expect(run.verdicts).toEqual({ 'test_loud.py': 'failed' });
      expect(readFileSync(project.path('record.json')).length).toBeLessThan(8_000_000);
      expect(JSON.stringify(run.events).length).toBeLessThan(8_000_000);
    },
  );

  it.each(['spawn', 'project'] as const)(
    'that is binary or no UTF-8 is shown, and breaks nothing (%s)',
    async (isolation) => {
      using project = createProject({
        'test_odd.py': `
import os, sys

def test_odd():
    os.write(1, b"before \\xff\\xfe\\x00\\x1b[2J\\x07 after\\n")
    sys.stdout.buffer.write(b"\\xc3\\x28 buffer\\n")
    assert 0, "message \\ud800 \\x00 \\x1b"
`,
      });
      const words = ['--junitxml', 'junit.xml', '--record', 'record.json', '-o', 'junit_logging=all'];
      const { exitCode, text } = await shown(project, [...words, '--isolation', isolation]);
      expect(exitCode).toBe(1);
      expect(text).toMatch(/before .*\\x00.* after/);
      // eslint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\x00\x07]|\x1b/);
      const [only] = readJunit(project.path('junit.xml'));
      expect(only).toMatchObject({ name: 'test_odd', outcome: 'failure' });
      // eslint-disable-next-line no-control-regex
      expect(only?.content).not.toMatch(/[\x00\x07\x1b]/);
    },
  );
});

describe('names', () => {
  const PARAMETERS = [
    "it's",
    '"',
    'new\nline',
    'a::b',
    '[',
    ']',
    '😀',
    'ä',
    '<&>',
    '',
    ' ',
    '-k',
    '$HOME',
    '\\',
    '%',
    '\x00',
  ];

  it.each(['spawn', 'project'] as const)(
    'of tests with every kind of character run, fail, run again and are reported (%s)',
    async (isolation) => {
      using project = createProject({
        'test_names.py': `
import os
import pytest

@pytest.mark.parametrize("x", ${JSON.stringify(PARAMETERS)})
def test_name(x):
    assert os.environ["STEADFAST_ATTEMPT"] == "2"
`,
      });
      const run = await steadfast(['--retries', '1', '--junitxml', 'junit.xml'], {
        cwd: project.root,
        isolation,
      });
      expect(run.verdicts).toEqual({ 'test_names.py': 'flaky' });
      expect(ofType(run.events, 'run-finished')[0]?.counts.tests).toMatchObject({ flaky: PARAMETERS.length });
      expect(readJunit(project.path('junit.xml'))).toHaveLength(PARAMETERS.length);
    },
  );

  const PATHS = [
    "tests/it's here/test_a.py",
    'tests/with space/test b.py',
    'tests/ünïcode 😀/test_c.py',
    'tests/-dash/test_d.py',
    'tests/[brackets]/test_e.py',
    'tests/$dollar;semi/test_f.py',
    ...(isLinux
      ? ['tests/"quoted"/test_g.py', 'tests/new\nline/test_h.py', 'tests/back\\slash/test_i.py']
      : []),
  ];

  it.each(['spawn', 'project'] as const)(
    'of files with every kind of character run and are reported (%s)',
    async (isolation) => {
      const failing = 'import os\n\ndef test_a(): assert os.environ["STEADFAST_ATTEMPT"] == "2"\n';
      using project = createProject({
        'pytest.ini': '[pytest]\naddopts = --import-mode=importlib\npython_files = test*.py\n',
        ...Object.fromEntries(PATHS.map((path) => [path, failing])),
      });
      const run = await steadfast(['--retries', '1', '--junitxml', 'junit.xml'], {
        cwd: project.root,
        isolation,
      });
      expect(run.verdicts).toEqual(Object.fromEntries(PATHS.map((path) => [path, 'flaky'])));
      expect(readJunit(project.path('junit.xml'))).toHaveLength(PATHS.length);
      expect(run.exitCode).toBe(0);
    },
  );

  it('in the command that runs a test again can be given to a shell', async () => {
    using project = createProject({
      "tests/it's here/test_a.py":
        'import pytest\n\n@pytest.mark.parametrize("x", ["$HOME `ls` \'q\'"])\ndef test_a(x): assert 0\n',
    });
    const { text } = await shown(project, []);
    const command = /^Run again: steadfast (.*)$/m.exec(text)?.[1] ?? '';
    const again = await execa(`"${process.execPath}" "${STEADFAST}" ${command}`, {
      cwd: project.root,
      shell: true,
      reject: false,
      env: { CI: 'true', FORCE_COLOR: '0' },
    });
    expect(again.stdout).toContain('Tests: 1 failed.');
  });
});
