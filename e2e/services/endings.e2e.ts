import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';

/** Command lines of the processes that a project has started; Redis writes its title over its environment. */
function processesOf(project: Project): readonly string[] {
  const port = existsSync(project.path('port')) ? readFileSync(project.path('port'), 'utf8') : 'none';
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const isOne = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(project.root);
        return isOne || command.includes(`redis-server *:${port}`) ? [command] : [];
      } catch {
        return [];
      }
    });
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await sleep(50);
}

/** A project whose test runs for a minute, with a service, and a daemon that the set-up has left in a session of its own. */
function longProject(): Project {
  const project = createProject({
    'pyproject.toml': `[tool.pytest.ini_options]
[[tool.steadfast.services]]
name = "redis"
command = "redis-server --port {port} --save '' --dir {directory}"
export = { REDIS_PORT = "{port}" }
[[tool.steadfast.services]]
name = "stubborn"
command = ["sh", "-c", "trap '' TERM; while :; do sleep 0.2; done"]
ready = { command = "true" }
[[tool.steadfast.setup]]
name = "daemon"
command = ["sh", "-c", "setsid sleep 600 >/dev/null 2>&1 &"]
[[tool.steadfast.teardown]]
name = "note"
command = "touch torn-down"
`,
    'tests/test_long.py':
      'import os, pathlib, time\ndef test_long():\n    pathlib.Path("port").write_text(os.environ["REDIS_PORT"])\n    pathlib.Path("running").touch()\n    time.sleep(60)\n',
  });
  return project;
}

function start(project: Project) {
  return execa(process.execPath, [STEADFAST, '--progress', 'none', '--grace', '500ms'], {
    cwd: project.root,
    env: { CI: 'true', MARK: project.root },
    reject: false,
    stdin: 'ignore',
    all: true,
  });
}

describe.skipIf(process.platform !== 'linux')('services, looked up in /proc on Linux', () => {
  it('do not outlive a runner that gets SIGKILL', async () => {
    using project = longProject();
    const running = start(project);
    await until(() => existsSync(project.path('running')));
    expect(processesOf(project).join('\n')).toMatch(/redis-server[^]*sleep 600|sleep 600[^]*redis-server/);
    running.kill('SIGKILL');
    await running;
    await until(() => processesOf(project).length === 0);
    expect(processesOf(project)).toEqual([]);
    expect(existsSync(project.path('torn-down'))).toBe(false);
  });

  it('end with a run that is interrupted, after teardown, the stubborn ones by force', async () => {
    using project = longProject();
    const running = start(project);
    await until(() => existsSync(project.path('running')));
    running.kill('SIGINT');
    const { exitCode, all } = await running;
    expect({ exitCode, all }).toMatchObject({ exitCode: 2 });
    expect(processesOf(project)).toEqual([]);
    expect(existsSync(project.path('torn-down'))).toBe(true);
  });

  it('that are about to start do not keep a run that is interrupted', async () => {
    using project = createProject({
      'pyproject.toml': `[tool.pytest.ini_options]
[[tool.steadfast.services]]
name = "never"
command = ["sh", "-c", "touch running; exec sleep 600"]
ready = { port = "{port}" }
`,
      'tests/test_a.py': 'def test_it():\n    pass\n',
    });
    const running = start(project);
    await until(() => existsSync(project.path('running')));
    const before = performance.now();
    running.kill('SIGTERM');
    const { exitCode, all } = await running;
    expect({ exitCode, all }).toMatchObject({
      exitCode: 2,
      all: expect.stringContaining('1 of 1 file not run') as string,
    });
    expect(performance.now() - before).toBeLessThan(5000);
    expect(processesOf(project)).toEqual([]);
  });
});
