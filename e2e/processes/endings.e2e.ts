import { execa } from 'execa';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createProject, type Project, trivialFiles } from '../harness/project.js';
import { ofType, steadfast, STEADFAST } from '../harness/steadfast.js';

/** Pids of processes whose command line contains a text. */
function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text) && pid !== process.pid;
      } catch {
        return false;
      }
    });
}

/** A Python process that sleeps and can be told apart from all others of the machine. */
function sleeper(project: Project): string {
  return `import time; time.sleep(600)  # ${project.root}`;
}

/** Resolves when no process carries the text any more; fails the test when some still does after ten seconds. */
async function expectNoneLeft(text: string): Promise<void> {
  for (let tries = 0; tries < 100 && processesWith(text).length > 0; tries++) await sleep(100);
  expect(processesWith(text)).toEqual([]);
}

describe.skipIf(process.platform !== 'linux').each(['spawn', 'project'] as const)(
  'what an attempt starts ends with it, looked up in /proc on Linux (%s)',
  (isolation) => {
    it.each([
      ['left running', 'subprocess.Popen([sys.executable, "-c", CODE])'],
      ['in its own session', 'subprocess.Popen([sys.executable, "-c", CODE], start_new_session=True)'],
      [
        'double-forked',
        `subprocess.run([sys.executable, "-c", "import os, sys\\nif os.fork() == 0:\\n    os.setsid()\\n    if os.fork() == 0:\\n        os.execv(sys.executable, [sys.executable, '-c', sys.argv[1]])\\n    os._exit(0)\\n", CODE])`,
      ],
    ])('a server that a test left %s', async (_how, start) => {
      using project = createProject({});
      project.write({
        'tests/test_server.py': `import subprocess, sys\nCODE = ${JSON.stringify(sleeper(project))}\n\ndef test_server():\n    ${start}\n`,
        'tests/test_other.py': 'def test_other():\n    pass\n',
      });
      const run = await steadfast([], { cwd: project.root, isolation });
      expect(run.verdicts).toEqual({ 'tests/test_server.py': 'passed', 'tests/test_other.py': 'passed' });
      const leaks = ofType(run.events, 'leak-found');
      expect(leaks.map(({ file }) => file)).toEqual(['tests/test_server.py']);
      expect(leaks[0]?.leak.command).toContain('time.sleep(600)');
      expect(processesWith(project.root)).toEqual([]);
      expect(run.exitCode).toBe(0);
    });

    it('a server lives on, also after the run, where leaks only warn', async () => {
      using project = createProject({});
      project.write({
        'tests/test_server.py': `import subprocess, sys\nCODE = ${JSON.stringify(sleeper(project))}\n\ndef test_server():\n    subprocess.Popen([sys.executable, "-c", CODE], start_new_session=True)\n`,
      });
      const run = await steadfast(['--leaks', 'warn'], { cwd: project.root, isolation });
      const alive = processesWith(project.root);
      for (const pid of alive) process.kill(pid, 'SIGKILL');
      const leaks = ofType(run.events, 'leak-found').map(({ leak }) => [leak.pid, leak.ended]);
      expect(leaks).toEqual(alive.map((pid) => [pid, false]));
      expect(leaks).toHaveLength(1);
      expect(run.exitCode).toBe(0);
    });

    it('a hung file is ended at its timeout, and the rest goes on', async () => {
      using project = createProject({
        ...trivialFiles(2),
        'tests/test_hung.py': 'import time\n\ndef test_hung():\n    time.sleep(600)\n',
      });
      const run = await steadfast(['--file-timeout', '5s', '--grace', '500ms'], {
        cwd: project.root,
        isolation,
      });
      expect(run.verdicts).toEqual({
        'tests/test_000.py': 'passed',
        'tests/test_001.py': 'passed',
        'tests/test_hung.py': 'timed-out',
      });
      const hung = ofType(run.events, 'attempt-finished').find(({ file }) => file === 'tests/test_hung.py');
      expect(hung?.runningTest).toBe('tests/test_hung.py::test_hung');
      expect(hung?.output.text).toContain('test_hung.py", line 4');
      expect(run.exitCode).toBe(1);
    });

    it('a test that ignores SIGTERM is killed after the grace', async () => {
      using project = createProject({
        'tests/test_stubborn.py':
          'import signal, time\n\ndef test_stubborn():\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    time.sleep(600)\n',
      });
      const run = await steadfast(['--file-timeout', '2s', '--grace', '300ms'], {
        cwd: project.root,
        isolation,
      });
      expect(run.verdicts).toEqual({ 'tests/test_stubborn.py': 'timed-out' });
    });

    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
      '%s to the runner leaves no process behind',
      async (signal) => {
        using project = createProject(trivialFiles(1));
        project.write({
          'tests/test_long.py': `import subprocess, sys\nCODE = ${JSON.stringify(sleeper(project))}\n\ndef test_long():\n    subprocess.run([sys.executable, "-c", CODE])\n`,
        });
        let started: () => void = () => undefined;
        const testStarted = new Promise<void>((resolve) => (started = resolve));
        const runner = execa(
          process.execPath,
          [STEADFAST, '--events', '-', '--progress', 'none', '--isolation', isolation],
          {
            cwd: project.root,
            reject: false,
          },
        );
        runner.stdout.on('data', (chunk: Buffer) => {
          if (chunk.includes('test_long.py::test_long')) started();
        });
        await testStarted;
        runner.kill(signal);
        const { exitCode } = await runner;
        expect(exitCode).toBe(2);
        await expectNoneLeft(project.root);
      },
    );

    it('the death of the runner by SIGKILL leaves no process behind', async () => {
      using project = createProject({});
      project.write({
        'tests/test_long.py': `import subprocess, sys\nCODE = ${JSON.stringify(sleeper(project))}\n\ndef test_long():\n    subprocess.run([sys.executable, "-c", CODE])\n`,
      });
      let started: () => void = () => undefined;
      const testStarted = new Promise<void>((resolve) => (started = resolve));
      const runner = execa(
        process.execPath,
        [STEADFAST, '--events', '-', '--progress', 'none', '--isolation', isolation],
        {
          cwd: project.root,
          reject: false,
        },
      );
      runner.stdout.on('data', (chunk: Buffer) => {
        if (chunk.includes('test_long.py::test_long')) started();
      });
      await testStarted;
      runner.kill('SIGKILL');
      await runner;
      await expectNoneLeft(project.root);
    });
  },
);
