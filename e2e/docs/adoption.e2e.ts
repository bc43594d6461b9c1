import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder } from '../harness/project.js';
import { createWorkspace, type Workspace } from '../harness/workspace.js';
import { filesOf, workspaceCommands } from './read-pages.js';

/** What every workspace has besides what its page says. The trace shows that tests ran, and where. */
const FILES = {
  '.gitignore': 'node_modules\n.moon/cache\n.nx\n.venv\n.steadfast\n.pytest_cache\n__pycache__\ntrace.txt\n',
  ...Object.fromEntries(
    ['shop', 'till'].flatMap((name) => [
      [`packages/${name}/pytest.ini`, '[pytest]\n'],
      [`packages/${name}/tests/test_${name}.py`, 'def test_one():\n    open("trace.txt", "w").close()\n'],
    ]),
  ),
};

/** Commands that only install, and what stands in for them. */
const PREPARATIONS: Readonly<Record<string, string>> = {
  'uv sync --all-packages': 'python3 -m venv --system-site-packages --without-pip .venv',
};

/** One installation of all tools, which the workspaces share. */
let tools: Workspace;

beforeAll(async () => {
  tools = await createWorkspace({
    package: '@steadfast/cli',
    dependencies: { '@moonrepo/cli': '2.5.5', lerna: '9.0.7' },
    files: {},
  });
}, 300_000);

afterAll(() => {
  tools[Symbol.dispose]();
});

describe.runIf(process.platform === 'linux')('the page', () => {
  it.each(['moon', 'lerna', 'npm-workspaces', 'uv', 'make'])('docs/%s.md says what works', async (name) => {
    const text = readFileSync(join(import.meta.dirname, `../../docs/${name}.md`), 'utf8');
    using workspace = createFolder({
      ...FILES,
      'package.json': JSON.stringify({ name: 'workspace', private: true, workspaces: ['packages/*'] }),
      ...filesOf(text),
    });
    // A member of a uv workspace has no configuration of its own.
    if (name === 'uv')
      for (const member of ['shop', 'till']) rmSync(workspace.path('packages', member, 'pytest.ini'));
    symlinkSync(tools.path('node_modules'), workspace.path('node_modules'));
    const git = execa({ cwd: workspace.root });
    await git`git init --quiet`;
    await git`git add .`;
    await git`git -c user.name=e2e -c user.email=e2e@example.org commit --quiet --message start`;
    const commands = workspaceCommands(text);
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) {
      const { exitCode, all } = await execa(
        'bash',
        ['-euo', 'pipefail', '-c', PREPARATIONS[command] ?? command],
        {
          cwd: workspace.root,
          env: { CI: 'true', FORCE_COLOR: '0', NX_DAEMON: 'false', NX_TUI: 'false', VIRTUAL_ENV: undefined },
          all: true,
          reject: false,
          stdin: 'ignore',
        },
      );
      expect(exitCode, `${command}\n${all}`).toBe(0);
      if (!(command in PREPARATIONS)) expect(all, command).toContain('1 passed');
    }
    const traces = name === 'uv' ? ['trace.txt'] : ['packages/shop/trace.txt', 'packages/till/trace.txt'];
    for (const trace of traces) expect(existsSync(workspace.path(trace)), trace).toBe(true);
  });
});
