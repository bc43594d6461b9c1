import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNxWorkspace, NX_VERSION, type NxWorkspace } from './nx-workspace.js';

let workspace: NxWorkspace;

beforeAll(async () => {
  workspace = await createNxWorkspace();
  const generated = await workspace.nx('generate', '@steadfast/nx:init');
  expect(generated.output).toContain('UPDATE nx.json');
});

afterAll(() => {
  workspace[Symbol.dispose]();
});

describe(`a workspace of Nx ${NX_VERSION}`, () => {
  it('has a test target for every folder with a pytest configuration', async () => {
    const shown = await workspace.nx('show', 'projects', '--with-target', 'test', '--json');
    expect((JSON.parse(shown.output) as string[]).sort()).toEqual(['shop-core', 'till']);
  });

  describe('nx run-many -t test', () => {
    it('runs the tests of all projects', async () => {
      const run = await workspace.nx('run-many', '-t', 'test', '--output-style=static');
      expect(run.exitCode, run.output).toBe(0);
      expect(run.output).toContain('tests/test_shop.py');
      expect(run.output).toContain('test_till.py');
      expect(workspace.ran()).toEqual(['shop-core', 'till']);
    });

    it('takes the results from the cache when nothing has changed', async () => {
      const run = await workspace.nx('run-many', '-t', 'test', '--output-style=static');
      expect(run.exitCode).toBe(0);
      expect(run.output).toContain('test_till.py');
      expect(workspace.ran()).toEqual([]);
    });

    it('runs them again with --skip-nx-cache', async () => {
      expect((await workspace.nx('run-many', '-t', 'test', '--skip-nx-cache')).exitCode).toBe(0);
      expect(workspace.ran()).toEqual(['shop-core', 'till']);
    });

    it('runs only the project that changed', async () => {
      workspace.write({ 'libs/till/till.py': 'OPEN = True\n' });
      expect((await workspace.nx('run-many', '-t', 'test')).exitCode).toBe(0);
      expect(workspace.ran()).toEqual(['till']);
    });

    it('fails when one project fails, shows what pytest says, and runs the others', async () => {
      workspace.write({ 'libs/till/test_sum.py': 'def test_sum():\n    assert 19 + 23 == 43\n' });
      try {
        const run = await workspace.nx('run-many', '-t', 'test', '--skip-nx-cache');
        expect(run.exitCode).toBe(1);
        expect(run.output).toContain('assert (19 + 23) == 43');
        expect(run.output).toMatch(/Failed tasks:\s+- till:test/);
        expect(workspace.ran()).toEqual(['shop-core', 'till']);
      } finally {
        rmSync(workspace.path('libs/till/test_sum.py'));
      }
    });
  });

  describe('words behind the target', () => {
    it('reach pytest as they were typed', async () => {
      const run = await workspace.nx(
        'test',
        'till',
        '--',
        '-k',
        'test_two or nothing',
        '--missing-retries',
        '1',
      );
      expect(run.exitCode, run.output).toBe(0);
      expect(run.output).toContain('1 passed');
      expect(workspace.ran()).toEqual([]);
    });

    it('need no -- when Nx does not know them', async () => {
      const run = await workspace.nx('test', 'till', '-k', 'test_two', '--jobs=1');
      expect(run.exitCode, run.output).toBe(0);
      expect(run.output).toContain('1 passed');
    });

    it('that pytest does not know fail the run in its words', async () => {
      const run = await workspace.nx('test', 'till', '--', '--no-such-option');
      expect(run.exitCode).toBe(1);
      expect(run.output).toContain('unrecognized arguments: --no-such-option');
    });
  });

  describe('options of the target', () => {
    const settings = 'libs/shop/project.json';

    function configure(options: Readonly<Record<string, unknown>>): void {
      workspace.write({ [settings]: JSON.stringify({ name: 'shop-core', targets: { test: { options } } }) });
    }

    beforeEach(() => () => {
      rmSync(workspace.path(settings));
    });

    it('become options of the command, and reports are outputs that the cache brings back', async () => {
      configure({ junitxml: 'reports/junit.xml', args: ['-k', 'test_one'] });
      const report = workspace.path('libs/shop/reports/junit.xml');
      const first = await workspace.nx('test', 'shop-core');
      expect(first.output).toContain('1 passed');
      const content = readFileSync(report, 'utf8');
      rmSync(report);
      workspace.ran();
      await workspace.nx('test', 'shop-core');
      expect(workspace.ran()).toEqual([]);
      expect(readFileSync(report, 'utf8')).toBe(content);
    });

    it('that there are not fail the run, with those that there are', async () => {
      configure({ retrys: 2 });
      const run = await workspace.nx('test', 'shop-core');
      expect(run.exitCode).toBe(1);
      expect(run.output).toContain('@steadfast/nx:pytest has no option retrys. It has: ');
    });
  });

  it('follows what nx.json says of all projects', async () => {
    const before = readFileSync(workspace.path('nx.json'), 'utf8');
    const settings = JSON.parse(before) as Record<string, unknown>;
    workspace.write({
      'pytest.ini': '',
      'nx.json': JSON.stringify({
        ...settings,
        plugins: [{ plugin: '@steadfast/nx', options: { targetName: 'pytest' }, exclude: ['pytest.ini'] }],
        targetDefaults: { '@steadfast/nx:pytest': { options: { args: ['-k', 'test_two'] } } },
      }),
    });
    try {
      const run = await workspace.nx('run-many', '-t', 'pytest', '--output-style=static');
      expect(run.output).toMatch(/Running target pytest for 2 projects:/);
      expect(run.output.match(/1 passed in/g)).toHaveLength(2);
    } finally {
      workspace.write({ 'nx.json': before });
      rmSync(workspace.path('pytest.ini'));
    }
  });

  it.skipIf(process.platform === 'win32')('runs tests whenever something changes, by nx watch', async () => {
    // Watching is the daemon's.
    const env = { NX_DAEMON: 'true', CI: 'false' };
    const watch = workspace.startWith(
      env,
      'nx',
      'watch',
      '--projects=till',
      '--',
      'npx',
      'nx',
      'test',
      'till',
    );
    try {
      workspace.ran();
      let changes = 0;
      const ranAgain = (): readonly string[] => {
        // Nobody says when it begins to watch.
        workspace.write({ 'libs/till/till.py': `CHANGES = ${++changes}\n` });
        return workspace.ran();
      };
      await expect.poll(ranAgain, { timeout: 90_000, interval: 4000 }).toEqual(['till']);
    } finally {
      process.kill(-(watch.pid ?? Number.NaN), 'SIGTERM');
      await watch;
      await workspace.startWith(env, 'nx', 'daemon', '--stop');
    }
  });

  it.runIf(process.platform === 'linux')('has a result for every task when the batch is killed', async () => {
    workspace.write({
      'libs/till/test_kill.py': [
        'import os, signal',
        'def test_kill():',
        '    pid = os.getpid()',
        '    while b"run-batch" not in open(f"/proc/{pid}/cmdline", "rb").read():',
        '        pid = int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])',
        '    os.kill(pid, signal.SIGKILL)',
      ].join('\n'),
    });
    try {
      const run = await workspace.nx('run-many', '-t', 'test', '--skip-nx-cache');
      expect(run.exitCode, run.output).toBe(1);
      expect(run.output).toMatch(/Failed tasks:\s+(- (shop-core|till):test\s+){2}/);
    } finally {
      rmSync(workspace.path('libs/till/test_kill.py'));
      workspace.ran();
    }
  });

  it.skipIf(process.platform === 'win32')('leaves no process behind when it is interrupted', async () => {
    workspace.write({
      'libs/till/test_hang.py': [
        'import os, time',
        'def test_hang():',
        '    with open("hanging.tmp", "w") as file: file.write(str(os.getpid()))',
        '    os.rename("hanging.tmp", "hanging.pid")',
        '    time.sleep(600)',
      ].join('\n'),
    });
    const pidFile = workspace.path('libs/till/hanging.pid');
    const command = workspace.start('nx', 'test', 'till', '--skip-nx-cache');
    await expect.poll(() => existsSync(pidFile), { timeout: 60_000 }).toBe(true);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    // As Ctrl-C does: to every process of the foreground group.
    process.kill(-(command.pid ?? Number.NaN), 'SIGINT');
    const { exitCode } = await command;
    expect(exitCode).not.toBe(0);
    await expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
