import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { onTerminal } from '../harness/on-terminal.js';
import { createProject, type Project } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';

/** Needs about a second of its time limit, and tells who runs it. */
const SLOW = `import os, time

def test_slow():
    open("pid.new", "w").write(str(os.getpid()))
    os.rename("pid.new", "pid")
    while not os.path.exists("go"): time.sleep(0.05)
`;

const LIMIT_MS = 6_000;

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 600) throw new Error(`it did not happen: ${what}`);
    await sleep(50);
  }
}

/** `T` is stopped, `S` and `R` run. */
function stateOf(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] ?? '';
}

async function attemptOf(project: Project): Promise<number> {
  await until(() => existsSync(project.path('pid')), 'the attempt runs');
  return Number(readFileSync(project.path('pid'), 'utf8'));
}

async function areStopped(...pids: readonly number[]): Promise<void> {
  await until(() => pids.every((pid) => stateOf(pid) === 'T'), 'all are stopped');
}

describe.skipIf(process.platform !== 'linux').each(['spawn', 'pytest'])(
  'a run that is stopped (%s)',
  (isolation) => {
    it('stops its attempts, and their time limits; both go on with it', async () => {
      using project = createProject({ 'test_slow.py': SLOW });
      const words = ['--isolation', isolation, '--file-timeout', `${LIMIT_MS}ms`, '--record', 'record.json'];
      const run = execa(process.execPath, [STEADFAST, ...words], { cwd: project.root, reject: false });
      const attempt = await attemptOf(project);
      const runner = run.pid ?? 0;
      process.kill(runner, 'SIGTSTP');
      await areStopped(runner, attempt);
      await sleep(LIMIT_MS + 500);
      project.write({ go: '' });
      process.kill(runner, 'SIGCONT');
      const { exitCode, stdout } = await run;
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Files: 1 passed.')]);
      const record = JSON.parse(readFileSync(project.path('record.json'), 'utf8')) as {
        files: readonly [{ durationMs: number }];
      };
      // What it is planned with the next time.
      expect(record.files[0].durationMs).toBeLessThan(LIMIT_MS);
    }, 60_000);
  },
);

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

const SEQUENCES: readonly (readonly NodeJS.Signals[])[] = [
  ...INTERRUPTS.map((signal) => ['SIGTSTP', signal] as const),
  ...INTERRUPTS.map((signal) => [signal, 'SIGTSTP'] as const),
  ['SIGTSTP', 'SIGCONT', 'SIGTSTP', 'SIGTERM'],
];

const STUBBORN = SLOW.replace(
  'def test_slow():',
  `def test_slow():
    import signal
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)`,
);

async function stoppedAndInterrupted(signals: readonly NodeJS.Signals[]) {
  using project = createProject({ 'test_slow.py': STUBBORN });
  const words = ['--isolation', 'spawn', '--grace', '1s', '--record', 'record.json'];
  const run = execa(process.execPath, [STEADFAST, ...words], { cwd: project.root, reject: false });
  const attempt = await attemptOf(project);
  const runner = run.pid ?? 0;
  for (const signal of signals) {
    process.kill(runner, signal);
    if (signal === 'SIGTSTP') await areStopped(runner, attempt);
    else await sleep(200);
  }
  process.kill(runner, 'SIGCONT');
  const { exitCode } = await run;
  return {
    exitCode,
    alive: existsSync(`/proc/${attempt}`),
    hasRecord: existsSync(project.path('record.json')),
  };
}

describe.skipIf(process.platform !== 'linux')('a run that is stopped and interrupted', () => {
  it('ends as any other that is interrupted: every pair of signals', async () => {
    const results = new Map<string, unknown>();
    for (let index = 0; index < SEQUENCES.length; index += 3)
      await Promise.all(
        SEQUENCES.slice(index, index + 3).map(async (signals) => {
          results.set(signals.join(' '), await stoppedAndInterrupted(signals));
        }),
      );
    const expected = { exitCode: 2, alive: false, hasRecord: true };
    expect(Object.fromEntries(results)).toEqual(
      Object.fromEntries(SEQUENCES.map((signals) => [signals.join(' '), expected])),
    );
  }, 120_000);
});

describe.skipIf(process.platform !== 'linux')('a run whose terminal goes away', () => {
  it.each(['bar', 'lines'])('is interrupted, and leaves its record (--progress %s)', async (progress) => {
    using project = createProject({ 'test_slow.py': SLOW });
    const terminal = onTerminal(project, ['--progress', progress, '--record', 'record.json']);
    const attempt = await attemptOf(project);
    terminal.vanish();
    await until(() => existsSync(project.path('record.json')), 'the record is written');
    expect(JSON.parse(readFileSync(project.path('record.json'), 'utf8'))).toMatchObject({
      complete: true,
      exitCode: 2,
    });
    await until(() => !existsSync(`/proc/${attempt}`), 'the attempt is gone');
  });
});

describe.skipIf(process.platform !== 'linux')('Ctrl-Z', () => {
  it('gives the terminal back, and fg takes it again', async () => {
    using project = createProject({ 'test_slow.py': SLOW });
    const terminal = onTerminal(project, ['--file-timeout', '60s']);
    await terminal.shows(/test_slow\.py$/m);
    const attempt = await attemptOf(project);
    terminal.type('\x1a');
    await areStopped(attempt);
    await until(() => terminal.isClean(), 'the live view is gone');
    terminal.signal('SIGCONT');
    await terminal.shows(/0\/1 file/);
    // The terminal is ours again: keys are heard as they are pressed.
    terminal.type('t');
    await terminal.shows(/Running: 1 file/);
    project.write({ go: '' });
    expect(await terminal.ended).toBe(0);
    expect(terminal.isClean()).toBe(true);
  });
});
