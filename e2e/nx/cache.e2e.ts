import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../harness/workspace.js';
import { NX_ENVIRONMENT, NX_VERSION } from './nx-workspace.js';

/** A uv workspace: the root configures pytest, `shop` depends on `money`, and `alone` on nothing. */
const FILES = {
  '.gitignore': 'node_modules\n.nx\n.venv\nran.txt\ncalm.txt\n.pytest_cache\n__pycache__\n',
  'pyproject.toml':
    '[tool.uv.workspace]\nmembers = ["libs/*"]\n\n[tool.pytest.ini_options]\npythonpath = ["libs/money"]\n',
  'libs/money/pyproject.toml': '[project]\nname = "money"\n',
  'libs/money/money.py': 'EURO = 100\n',
  'libs/money/test_money.py': 'def test_euro():\n    import money\n    assert money.EURO > 0\n',
  'libs/shop/pyproject.toml':
    '[project]\nname = "shop"\ndependencies = ["money"]\n\n[tool.uv.sources]\nmoney = { workspace = true }\n',
  'libs/shop/project.json': JSON.stringify({
    targets: { test: { options: { junitxml: 'reports/junit.xml', args: ['--record', 'out/record.json'] } } },
  }),
  'libs/shop/shop.py': 'OPEN = True\n',
  'libs/shop/tests/test_shop.py': 'def test_open():\n    open("ran.txt", "w").close()\n',
};

let workspace: Workspace;

beforeAll(async () => {
  workspace = await createWorkspace({
    package: '@steadfast/nx',
    dependencies: { nx: NX_VERSION },
    files: {
      ...FILES,
      'nx.json': JSON.stringify({
        analytics: false,
        neverConnectToCloud: true,
        cacheDirectory: '.nx/cache',
        plugins: ['@steadfast/nx'],
      }),
    },
    env: { ...NX_ENVIRONMENT, VIRTUAL_ENV: undefined, NX_PARALLEL: '1' },
  });
}, 180_000);

afterAll(() => {
  workspace[Symbol.dispose]();
});

/** Whether the tests of `shop` really ran. */
async function runs(env: Readonly<Record<string, string>> = {}): Promise<boolean> {
  rmSync(workspace.path('libs/shop/ran.txt'), { force: true });
  const command = await execa(workspace.path('node_modules/.bin/nx'), ['test', 'shop'], {
    cwd: workspace.root,
    env: { ...workspaceEnvironment(), ...env },
    all: true,
    reject: false,
  });
  expect(command.exitCode, command.all).toBe(0);
  return existsSync(workspace.path('libs/shop/ran.txt'));
}

function workspaceEnvironment(): NodeJS.ProcessEnv {
  return { CI: 'true', FORCE_COLOR: '0', ...NX_ENVIRONMENT };
}

function write(file: string, content: string): void {
  mkdirSync(dirname(workspace.path(file)), { recursive: true });
  writeFileSync(workspace.path(file), content);
}

/** Makes sure that the next run would be a hit. */
async function settle(): Promise<void> {
  await runs();
  expect(await runs(), 'a hit without any change').toBe(false);
}

it('gives the members with tests their target, the edge between them, and the root none', async () => {
  const { output } = await workspace.run('nx', 'graph', '--print');
  const { graph } = JSON.parse(output.slice(output.indexOf('{'))) as {
    graph: {
      nodes: Record<string, { data: { targets?: Record<string, { metadata?: object }> } }>;
      dependencies: Record<string, { target: string }[]>;
    };
  };
  expect(Object.keys(graph.nodes).sort()).toEqual(['money', 'shop']);
  expect(graph.dependencies['shop']?.map(({ target }) => target)).toEqual(['money']);
  expect(graph.nodes['shop']?.data.targets?.['test']?.metadata).toMatchObject({
    technologies: ['pytest'],
    description: 'Runs the pytest suite, one test file per process',
    help: { command: 'npx -p @steadfast/cli steadfast --help' },
  });
});

describe('the cache', () => {
  it('hits when nothing has changed, and when only what runs write has', async () => {
    expect(await runs()).toBe(true);
    expect(await runs()).toBe(false);
    for (const file of ['libs/shop/.coverage', 'libs/money/.coverage', 'libs/shop/htmlcov/index.html']) {
      write(file, 'written by a run');
    }
    write('libs/money/test_money.py', 'def test_euro():\n    assert True\n');
    expect(await runs(), 'the tests of a dependency are no input').toBe(false);
    await workspace.run('nx', 'test', 'money');
    expect(await runs(), 'nor is what they write').toBe(false);
  });

  it('brings back reports and durations', async () => {
    const reports = ['reports/junit.xml', 'out/record.json'].map((path) => workspace.path('libs/shop', path));
    for (const path of reports) rmSync(dirname(path), { recursive: true });
    const history = workspace.path('libs/shop/.steadfast/durations.json');
    rmSync(dirname(history), { recursive: true });
    expect(await runs()).toBe(false);
    for (const path of reports) expect(existsSync(path), path).toBe(true);
    write('libs/shop/tests/test_shop.py', `${FILES['libs/shop/tests/test_shop.py']}\n`);
    expect(await runs()).toBe(true);
    const samples = (JSON.parse(readFileSync(history, 'utf8')) as { files: Record<string, unknown[]> }).files;
    expect(samples['tests/test_shop.py'], 'the one that was cached, and this one').toHaveLength(2);
  });

  it('never puts old durations in the place of newer ones', async () => {
    await settle();
    const history = workspace.path('libs/shop/.steadfast/durations.json');
    const known = readFileSync(history, 'utf8').replace(
      '"files": {',
      '"files": {\n  "gone.py": [[1700000000,5]],',
    );
    writeFileSync(history, known);
    rmSync(workspace.path('libs/shop/reports'), { recursive: true });
    expect(await runs()).toBe(false);
    expect(readFileSync(history, 'utf8')).toBe(known);
  });

  it.each([
    ['the project', 'libs/shop/shop.py'],
    ['sources of a project that it depends on', 'libs/money/money.py'],
    ['the conftest above it', 'conftest.py'],
    ['the conftest of a folder between', 'libs/conftest.py'],
    ['a configuration above it', 'pytest.ini'],
    ['a lock file', 'uv.lock'],
    ['the lock file of Pipenv', 'Pipfile.lock'],
    ['a file of requirements', 'requirements-dev.txt'],
  ])('misses when this changes: %s', async (_what, file) => {
    await settle();
    const before = existsSync(workspace.path(file)) ? readFileSync(workspace.path(file), 'utf8') : '';
    write(file, file.endsWith('.ini') ? '[pytest]\npythonpath = libs/money\n' : `${before}# changed\n`);
    expect(await runs()).toBe(true);
    if (before === '') rmSync(workspace.path(file));
    else write(file, before);
  });

  it.each([
    { PYTEST_ADDOPTS: '-q' },
    { PYTHONPATH: '/somewhere' },
    { STEADFAST_RETRIES: '1' },
    { STEADFAST_ISOLATION: 'spawn' },
  ])('misses with %j', async (env) => {
    await settle();
    expect(await runs(env)).toBe(true);
    expect(await runs(env)).toBe(false);
  });

  it('misses with another interpreter, and when something is installed there', async () => {
    await settle();
    await execa('python3', [
      '-m',
      'venv',
      '--system-site-packages',
      '--without-pip',
      workspace.path('.venv'),
    ]);
    expect(await runs(), 'a virtual environment').toBe(true);
    expect(await runs()).toBe(false);
    const { stdout: packages } = await execa(workspace.path('.venv/bin/python'), [
      '-c',
      'import sysconfig; print(sysconfig.get_path("purelib"))',
    ]);
    const installed = join(packages, 'extra-1.0.dist-info');
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, 'METADATA'), 'Name: extra\nVersion: 1.0\n');
    expect(await runs(), 'a distribution').toBe(true);
    expect(await runs()).toBe(false);
    writeFileSync(join(installed, 'RECORD'), 'extra.py,sha256=abc,3\n');
    expect(await runs(), 'other files of the same version').toBe(true);
    rmSync(workspace.path('.venv'), { recursive: true });
  });

  it.each([
    ['in a batch', {}],
    ['in a process of its own', { NX_BATCH_MODE: 'false' }],
  ])('keeps no pass for which a test had to run again, unless it is told to: %s', async (where, env) => {
    const project = (options: object): string => JSON.stringify({ targets: { test: { options } } });
    const flaky = [
      `import os  # ${where}`,
      'def test_flaky():',
      '    open("ran.txt", "w").close()',
      '    assert os.environ["STEADFAST_ATTEMPT"] == "2" or os.path.exists("calm.txt")',
    ].join('\n');
    write('libs/shop/tests/test_flaky.py', flaky);
    write('libs/shop/project.json', project({ retries: 1 }));
    expect([await runs(env), await runs(env)]).toEqual([true, true]);
    // No input: git ignores it.
    write('libs/shop/calm.txt', '');
    expect([await runs(env), await runs(env)], 'a clean pass').toEqual([true, false]);
    rmSync(workspace.path('libs/shop/calm.txt'));
    write('libs/shop/project.json', project({ retries: 1, cacheFlaky: true }));
    expect([await runs(env), await runs(env)], 'cacheFlaky').toEqual([true, false]);
    rmSync(workspace.path('libs/shop/tests/test_flaky.py'));
    write('libs/shop/project.json', FILES['libs/shop/project.json']);
  });
});

it('runs a cached task for each test file in CI, without Nx Cloud', async () => {
  const settings = JSON.parse(readFileSync(workspace.path('nx.json'), 'utf8')) as object;
  const plugins = [{ plugin: '@steadfast/nx', options: { ciTargetName: 'test-ci' } }];
  write('nx.json', JSON.stringify({ ...settings, plugins }));
  write('libs/shop/tests/test_more.py', 'def test_more():\n    assert True\n');
  const first = await workspace.run('nx', 'run', 'shop:test-ci', '--output-style=static');
  expect(first.exitCode, first.output).toBe(0);
  expect(first.output).toContain('nx run shop:test-ci--tests/test_shop.py');
  expect(first.output.match(/Files: 1 passed/g)).toHaveLength(2);
  const second = await workspace.run('nx', 'run', 'shop:test-ci', '--output-style=static');
  expect(second.output).toMatch(/2 out of 3 tasks|2\/3 hit|2 out of 2 tasks|2\/2 hit/);
  expect(existsSync(workspace.path('libs/shop/reports/junit.tests-test_more.xml'))).toBe(true);
});
