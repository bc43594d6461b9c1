import { existsSync, readFileSync, rmSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createWorkspace, type Workspace, type WorkspaceResult } from '../harness/workspace.js';
import { NX_ENVIRONMENT, NX_VERSION } from './nx-workspace.js';

/** `shop` runs pytest by a command, `till` does not know pytest yet. */
const FILES = {
  '.gitignore': 'node_modules\n.nx\n',
  'nx.json': JSON.stringify({
    analytics: false,
    neverConnectToCloud: true,
    cacheDirectory: '.nx/cache',
    targetDefaults: { test: { options: { config: 'jest.config.js' } } },
  }),
  'libs/shop/project.json': JSON.stringify({
    name: 'shop',
    targets: {
      test: { executor: 'nx:run-commands', options: { command: 'pytest libs/shop/tests -n auto' } },
    },
  }),
  'libs/shop/tests/test_a.py': 'def test_a(): pass\n',
  'libs/shop/tests/test_b.py': 'def test_b(): pass\n',
  'libs/till/pyproject.toml': '[project]\nname = "till"\n',
  'libs/till/tests/test_till.py': 'def test_till(): pass\n',
};

let workspace: Workspace;

beforeAll(async () => {
  workspace = await createWorkspace({
    package: '@steadfast/nx',
    dependencies: { nx: NX_VERSION },
    files: FILES,
    env: {
      ...NX_ENVIRONMENT,
      // Migrations are run by the version that is here, not by the newest one.
      NX_MIGRATE_USE_LOCAL: 'true',
      NX_USE_LOCAL: 'true',
    },
  });
});

afterAll(() => {
  workspace[Symbol.dispose]();
});

async function nx(...args: readonly string[]): Promise<WorkspaceResult> {
  const result = await workspace.run('nx', ...args);
  expect(result.exitCode, result.output).toBe(0);
  return result;
}

function read(file: string): string {
  return readFileSync(workspace.path(file), 'utf8');
}

it('tells what the generators do, and what can be given to them', async () => {
  const list = await nx('list', '@steadfast/nx');
  for (const name of ['init', 'configuration', 'convert-targets', 'ci-workflow'])
    expect(list.output).toMatch(new RegExp(`${name} : [A-Z].*\\.`));
  const help = await nx('generate', '@steadfast/nx:ci-workflow', '--help');
  expect(help.output).toContain('Writes a workflow for GitHub Actions or GitLab CI');
  expect(help.output).toMatch(/--mode\s+shards: every machine runs its/);
  expect(help.output).toMatch(/--ci github --shards 4/);
  expect(help.output).not.toContain('undefined');
});

it('shows without doing', async () => {
  const { output } = await nx('generate', '@steadfast/nx:convert-targets', '--dry-run');
  expect(output).toContain('shop:test is run by @steadfast/nx:pytest now.');
  expect(output).toMatch(/UPDATE libs\/shop\/project\.json/);
  expect(output).not.toContain('undefined');
  expect(read('libs/shop/project.json')).toBe(FILES['libs/shop/project.json']);
});

it('converts a target, and configures a project; both run', async () => {
  await nx('generate', '@steadfast/nx:convert-targets');
  await nx('generate', '@steadfast/nx:configuration', 'libs/till', '--retries=1');
  const changed = ['nx.json', '.gitignore', 'libs/till/pyproject.toml', 'libs/till/project.json'].map(read);
  // What the workspace says of all test targets is for others.
  const run = await nx('run-many', '-t', 'test', '--output-style=static');
  expect(run.output).toContain('Files: 2 passed.');
  expect(run.output).toContain('Files: 1 passed.');
  await nx('generate', '@steadfast/nx:init');
  await nx('generate', '@steadfast/nx:configuration', 'till', '--retries=1');
  expect(['nx.json', '.gitignore', 'libs/till/pyproject.toml', 'libs/till/project.json'].map(read)).toEqual(
    changed,
  );
});

it('runs shards that are merged, as the workflow for GitHub says', async () => {
  await nx('generate', '@steadfast/nx:ci-workflow', '--ci=github', '--shards=2');
  const { jobs } = parse(read('.github/workflows/steadfast.yml')) as {
    readonly jobs: Readonly<
      Record<'test' | 'merge', { readonly steps: readonly { readonly run?: string }[] }>
    >;
  };
  const git = execa({ cwd: workspace.root });
  await git`git init --quiet`;
  await git`git add .`;
  await git`git -c user.name=e2e -c user.email=e2e@example.org commit --quiet --message start`;
  const empty = (await git`git hash-object -t tree /dev/null`).stdout;
  // The commands as they are, but for what installs.
  const commands = (job: 'test' | 'merge', shard = 0): string =>
    jobs[job].steps
      .flatMap(({ run = '' }) => (run === '' || /^(npm|pip) /.test(run) ? [] : [run]))
      .join('\n')
      .replaceAll('${{ matrix.shard }}', String(shard));
  const play = async (script: string): Promise<string> => {
    const { exitCode, all } = await execa('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: workspace.root,
      env: { CI: 'true', FORCE_COLOR: '0', ...NX_ENVIRONMENT, NX_BASE: empty, NX_HEAD: 'HEAD' },
      all: true,
      reject: false,
      stdin: 'ignore',
    });
    expect(exitCode, all).toBe(0);
    return all;
  };
  await play(commands('test', 1));
  await play(commands('test', 2));
  // What an artifact is made of is an output of the task, and comes from the cache as well.
  rmSync(workspace.path('libs/shop/.steadfast/shard-2.ndjson'));
  await play(commands('test', 2));
  expect(existsSync(workspace.path('libs/shop/.steadfast/shard-2.ndjson'))).toBe(true);
  const merged = await play(commands('merge'));
  expect(merged).toContain('Files: 2 passed. Tests: 2 passed.');
  expect(read('libs/shop/.steadfast/junit.xml').match(/<testcase /g)).toHaveLength(2);
  expect(read('libs/till/.steadfast/junit.xml').match(/<testcase /g)).toHaveLength(1);
});

it('has migrations that Nx can run', async () => {
  const project = JSON.parse(read('libs/till/project.json')) as { targets: { test: { options: object } } };
  const options = { ...project.targets.test.options, isolation: 'warm' };
  const migration = {
    package: '@steadfast/nx',
    name: 'rename-warm-isolation',
    version: '0.1.0-beta.1',
  };
  workspace.write({
    'libs/till/project.json': JSON.stringify({ targets: { test: { options } } }),
    'migrations.json': JSON.stringify({ migrations: [migration] }),
  });
  await nx('migrate', '--run-migrations');
  expect(read('libs/till/project.json')).toContain('"isolation": "pytest"');
});
