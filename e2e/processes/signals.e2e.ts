import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const PAIRS = SIGNALS.flatMap((first) => SIGNALS.map((second) => [first, second] as const));

/** Says that it runs, and then takes no notice of any signal that can be ignored. */
const STUBBORN = `import os, signal, time

def test_stubborn():
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    open("pid", "w").write(str(os.getpid()))
    time.sleep(600)
`;

const TALKATIVE = 'def test_talks():\n    print("words")\n    assert False\n';

function start(project: Project, more: readonly string[] = [], shell?: string) {
  const words = [
    STEADFAST,
    '--record',
    'record.json',
    '--progress',
    'lines',
    '--isolation',
    'spawn',
    ...more,
  ];
  const options = { cwd: project.root, env: { CI: 'true', FORCE_COLOR: '0' }, reject: false } as const;
  if (shell === undefined) return execa(process.execPath, words, { ...options, stdin: 'ignore' });
  return execa('sh', ['-c', shell, process.execPath, ...words], { ...options, stdin: 'ignore' });
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1200) throw new Error('it did not happen');
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function recordOf(project: Project): { readonly complete: boolean; readonly exitCode: number } {
  return JSON.parse(readFileSync(project.path('record.json'), 'utf8')) as {
    complete: boolean;
    exitCode: number;
  };
}

async function interruptedTwice(first: NodeJS.Signals, second: NodeJS.Signals) {
  using project = createProject({ 'test_stubborn.py': STUBBORN, 'test_other.py': 'def test_a(): pass\n' });
  // The grace is longer than the test may take: only the second signal ends it in time.
  const run = start(project, ['--grace', '300s', '-j', '1', 'test_stubborn.py', 'test_other.py']);
  const pidFile = project.path('pid');
  await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
  run.kill(first);
  await sleep(500);
  run.kill(second);
  const { exitCode } = await run;
  return { exitCode, alive: isAlive(Number(readFileSync(pidFile, 'utf8'))), record: recordOf(project) };
}

describe.skipIf(process.platform === 'win32')('a run that is interrupted twice', () => {
  it('ends at once, kills what does not end, and leaves its record: every pair of signals', async () => {
    const results = new Map<string, unknown>();
    for (let index = 0; index < PAIRS.length; index += 8)
      await Promise.all(
        PAIRS.slice(index, index + 8).map(async ([first, second]) => {
          results.set(`${first} ${second}`, await interruptedTwice(first, second));
        }),
      );
    const expected = {
      exitCode: 2,
      alive: false,
      record: expect.objectContaining({ complete: true, exitCode: 2 }) as unknown,
    };
    expect(Object.fromEntries(results)).toEqual(
      Object.fromEntries(PAIRS.map((pair) => [pair.join(' '), expected])),
    );
  }, 240_000);
});

describe.skipIf(process.platform === 'win32')('a run whose words nobody takes', () => {
  const files = { 'test_a.py': TALKATIVE, 'test_b.py': 'def test_b(): pass\n' };

  it('goes on when its reader has gone, and leaves its record', async () => {
    using project = createProject(files);
    const { stdout } = await start(project, [], '("$0" "$@"; echo $? > code) | true; cat code');
    expect(stdout.trim()).toBe('1');
    expect(recordOf(project)).toMatchObject({ complete: true, exitCode: 1 });
  });

  it.skipIf(!existsSync('/dev/full'))('is not green when they could not be written', async () => {
    using project = createProject({ 'test_b.py': 'def test_b(): pass\n' });
    const { exitCode } = await start(project, [], 'exec "$0" "$@" > /dev/full');
    expect(exitCode).toBe(3);
    expect(recordOf(project)).toMatchObject({ complete: true });
  });

  it('runs when it was started without standard output', async () => {
    using project = createProject({ 'test_b.py': 'def test_b(): pass\n' });
    const { exitCode } = await start(project, [], 'exec "$0" "$@" >&- 2>&-');
    expect(exitCode).toBe(0);
    expect(recordOf(project)).toMatchObject({ complete: true, exitCode: 0 });
  });
});
