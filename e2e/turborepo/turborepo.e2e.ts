import { existsSync, rmSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../harness/workspace.js';

const PACKAGES = ['shop', 'till'];

/** The trace shows that the tests really ran, and that they ran in the package. */
const TESTS = `
def test_one():
    open("trace.txt", "w").close()

def test_two():
    assert True
`;

let workspace: Workspace;

beforeAll(async () => {
  const packages = PACKAGES.map((name) => ({
    [`packages/${name}/package.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      scripts: { test: 'steadfast' },
      ...(name === 'till' && { dependencies: { shop: '*' } }),
    }),
    [`packages/${name}/pytest.ini`]: '[pytest]\n',
    [`packages/${name}/tests/test_${name}.py`]: TESTS,
  }));
  workspace = await createWorkspace({
    package: '@steadfast/cli',
    dependencies: { turbo: '2.11.11' },
    manifest: { workspaces: ['packages/*'], packageManager: 'npm@10.8.2' },
    files: {
      'turbo.json': JSON.stringify({
        tasks: {
          transit: { dependsOn: ['^transit'] },
          test: {
            dependsOn: ['transit'],
            inputs: ['$TURBO_DEFAULT$', '!.steadfast/**', '!.coverage', '!.coverage.*'],
            outputs: [],
            env: ['VIRTUAL_ENV', 'PYTEST_ADDOPTS', 'PYTHONPATH', 'STEADFAST_*'],
          },
        },
      }),
      '.gitignore': [
        'node_modules',
        '.turbo',
        '.steadfast',
        '.pytest_cache',
        '__pycache__',
        'trace.txt',
      ].join('\n'),
      ...Object.assign({}, ...packages),
    },
    env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  });
  // Turborepo asks git what is ignored, and believes it only when there is a commit.
  const git = execa({ cwd: workspace.root });
  await git`git init --quiet`;
  await git`git add .`;
  await git`git -c user.name=e2e -c user.email=e2e@example.org commit --quiet --message start`;
});

afterAll(() => {
  workspace[Symbol.dispose]();
});

function turbo(...args: readonly string[]): ReturnType<Workspace['run']> {
  return workspace.run('turbo', 'run', 'test', '--ui=stream', ...args);
}

/** The packages whose tests ran since the last time that somebody asked. */
function ran(): readonly string[] {
  return PACKAGES.filter((name) => {
    const trace = workspace.path('packages', name, 'trace.txt');
    const found = existsSync(trace);
    rmSync(trace, { force: true });
    return found;
  });
}

describe('turbo run test, with steadfast as the test script', () => {
  it('runs the tests of all packages', async () => {
    const run = await turbo();
    expect(run.exitCode, run.output).toBe(0);
    expect(run.output).toContain('tests/test_shop.py');
    expect(run.output).toContain('tests/test_till.py');
    expect(ran()).toEqual(PACKAGES);
  });

  it('takes the results from the cache when nothing has changed', async () => {
    const run = await turbo();
    expect(run.output).toContain('FULL TURBO');
    expect(ran()).toEqual([]);
  });

  it('runs them again when a package that they depend on has changed', async () => {
    workspace.write({ 'packages/shop/shop.py': 'OPEN = True\n' });
    expect((await turbo()).exitCode).toBe(0);
    expect(ran()).toEqual(PACKAGES);
  });

  it('hands pytest what is typed behind --', async () => {
    const run = await turbo('--filter=till', '--', '-k', 'test_two or nothing');
    expect(run.exitCode, run.output).toBe(0);
    expect(run.output).toContain('1 passed');
    expect(ran()).toEqual([]);
  });

  it('exits with the code of the task that failed', async () => {
    const run = await turbo('--filter=till', '--', '--no-such-option');
    expect(run.output).toContain('unrecognized arguments: --no-such-option');
    expect(run.exitCode).toBe(4);
  });

  it('fails when one package fails, shows what pytest says, and runs the others', async () => {
    workspace.write({ 'packages/till/tests/test_sum.py': 'def test_sum():\n    assert 19 + 23 == 43\n' });
    const run = await turbo('--force', '--continue');
    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('assert (19 + 23) == 43');
    expect(run.output).toMatch(/Failed:\s+till#test/);
    expect(run.output).toContain(
      'Run again: npx turbo run test --filter=till -- tests/test_sum.py::test_sum',
    );
    expect(ran()).toEqual(PACKAGES);
  });
});
