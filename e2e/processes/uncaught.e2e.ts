import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, trivialFiles } from '../harness/project.js';
import { readJunit } from '../harness/junit.js';
import { steadfast } from '../harness/steadfast.js';

/** Code that is loaded into the command's process and breaks something when the first test has been waited for. */
const BREAKS = {
  'an exception in a timer': `throw new Error('boom')`,
  'a rejected promise': `void Promise.reject(new Error('boom'))`,
};

const SLOW = 'import time\n\ndef test_slow():\n    open("started", "w").close()\n    time.sleep(60)\n';

function breaking(code: string): string {
  return `import { existsSync } from 'node:fs';
if (process.argv[1]?.endsWith('steadfast.js')) {
  const timer = setInterval(() => {
    if (!existsSync('started')) return;
    clearInterval(timer);
    ${code};
  }, 20);
  timer.unref();
}
`;
}

describe('an exception that nobody caught', () => {
  it.each(Object.entries(BREAKS))('leaves all reports and exit code 3: %s', async (_what, code) => {
    using project = createProject({
      ...trivialFiles(2),
      'tests/test_slow.py': SLOW,
      'break.mjs': breaking(code),
    });
    const reports = ['--record', 'record.json', '--junitxml', 'junit.xml', '--progress', 'lines'];
    const run = await steadfast(['-j', '1', '--grace', '1s', 'tests/test_slow.py', 'tests', ...reports], {
      cwd: project.root,
      env: { NODE_OPTIONS: `--import=${project.path('break.mjs')}` },
    });
    expect(run.exitCode).toBe(3);
    expect(run.output).toMatch(/internal error (outside of any file|in a promise): (Error: )?boom/);
    expect(run.output).toContain('not run');
    const record = JSON.parse(readFileSync(project.path('record.json'), 'utf8')) as { exitCode: number };
    expect(record).toMatchObject({ complete: true, exitCode: 3 });
    expect(readJunit(project.path('junit.xml')).length).toBeGreaterThan(0);
  });
});

const LIBRARY = new URL('../../packages/cli/bin/library.js', import.meta.url).href;

/** A program that runs tests as Nx does, in its own process, and breaks meanwhile. */
const HOST = `import { existsSync } from 'node:fs';
import { runTests } from ${JSON.stringify(LIBRARY)};

const timer = setInterval(() => {
  if (!existsSync('started')) return;
  clearInterval(timer);
  throw new Error('boom');
}, 20);
const exitCode = await runTests({
  cwd: process.cwd(),
  args: ['--grace', '1s', '--record', 'record.json'],
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
console.log('the host goes on after', exitCode);
`;

describe('an exception that nobody caught in a program that runs tests itself', () => {
  it('leaves all reports, and the program its result', async () => {
    using project = createProject({ 'tests/test_slow.py': SLOW, 'host.mjs': HOST });
    const host = await execa(process.execPath, ['host.mjs'], { cwd: project.root, all: true, reject: false });
    expect(host.all).toMatch(/internal error outside of any file: (Error: )?boom/);
    expect(host.all).toContain('the host goes on after 3');
    const record = JSON.parse(readFileSync(project.path('record.json'), 'utf8')) as { exitCode: number };
    expect(record).toMatchObject({ complete: true, exitCode: 3 });
  });
});

const WRITES_EVERYWHERE = `import os

def test_writes():
    for fd in range(3, 1024):
        try:
            os.write(fd, b'null\\n[]\\n"x"\\n{}\\n')
        except OSError:
            pass
`;

describe.each(['spawn', 'auto'] as const)(
  'a test that writes to every descriptor it has (%s)',
  (isolation) => {
    it('crashes its own file and no other', async () => {
      using project = createProject({ ...trivialFiles(3), 'tests/test_writes.py': WRITES_EVERYWHERE });
      const run = await steadfast([], { cwd: project.root, isolation });
      expect(run.verdicts).toMatchObject({
        'tests/test_writes.py': 'crashed',
        'tests/test_002.py': 'passed',
      });
      expect(run.exitCode).toBe(1);
    });
  },
);
