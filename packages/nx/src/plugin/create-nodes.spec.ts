import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AggregateCreateNodesError, type CreateNodesResult, type ProjectConfiguration } from '@nx/devkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodes, createNodesV2 } from './create-nodes.js';

let workspaceRoot: string;

beforeEach(() => {
  workspaceRoot = mkdtempSync(join(tmpdir(), 'steadfast-nx-'));
});

afterEach(() => {
  rmSync(workspaceRoot, { recursive: true });
});

/** Writes the files and infers from all of them, as Nx does with those that match the glob. */
async function infer(
  files: Readonly<Record<string, string>>,
  options?: unknown,
): Promise<CreateNodesResult[]> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspaceRoot, name)), { recursive: true });
    writeFileSync(join(workspaceRoot, name), content);
  }
  const [, infersFrom] = createNodes;
  const results = await infersFrom(Object.keys(files), options, { workspaceRoot, nxJsonConfiguration: {} });
  return results.map(([, result]) => result);
}

function projectsOf(results: readonly CreateNodesResult[]): Record<string, Partial<ProjectConfiguration>> {
  return Object.assign({}, ...results.map(({ projects }) => projects ?? {})) as Record<
    string,
    Partial<ProjectConfiguration>
  >;
}

describe('a project', () => {
  it.each([
    ['pytest.ini', ''],
    ['.pytest.ini', '[pytest]'],
    ['pytest.toml', '[pytest]'],
    ['pyproject.toml', '[tool.pytest.ini_options]\ntestpaths = ["tests"]'],
    ['pyproject.toml', '[tool.pytest]\ntestpaths = ["tests"]'],
    ['tox.ini', '[tox]\nenvlist = py\n\n[pytest]\naddopts = -q'],
    ['setup.cfg', '[metadata]\nname = shop\r\n[tool:pytest]\r\n'],
  ])('is a folder that configures pytest in %s: %j', async (file, content) => {
    expect(Object.keys(projectsOf(await infer({ [`libs/shop/${file}`]: content })))).toEqual(['libs/shop']);
  });

  it.each([
    ['pyproject.toml', '[project]\nname = "shop"'],
    ['pyproject.toml', '[tool.pytest-env]\nA = 1'],
    ['tox.ini', '[tox]\nenvlist = py'],
    ['setup.cfg', '[metadata]\nname = shop'],
    ['setup.cfg', '[flake8]\nignore = [tool:pytest]'],
  ])('has no tests where %s says nothing of pytest: %j', async (file, content) => {
    const projects = projectsOf(await infer({ [`libs/shop/${file}`]: content }));
    expect(projects['libs/shop']?.targets).toBeUndefined();
  });

  it('is inferred once from the file that pytest would take', async () => {
    const results = await infer({
      'shop/pyproject.toml': '[tool.pytest.ini_options]',
      'shop/pytest.ini': '',
      'shop/tox.ini': '[pytest]',
    });
    expect(results.filter(({ projects }) => projects !== undefined)).toHaveLength(1);
  });

  it('may be the workspace itself', async () => {
    expect(Object.keys(projectsOf(await infer({ 'pytest.ini': '' })))).toEqual(['.']);
  });
});

describe('the name of a project', () => {
  it.each([
    ['[project]\nname = "shop-core"', 'shop-core'],
    ['[tool.poetry]\nname = "shop-poetry"', 'shop-poetry'],
    ['[project]\nname = "both"\n[tool.poetry]\nname = "other"', 'both'],
  ])('comes from pyproject.toml: %j', async (content, name) => {
    const files = { 'libs/shop/pyproject.toml': content, 'libs/shop/pytest.ini': '' };
    expect(projectsOf(await infer(files))['libs/shop']?.name).toBe(name);
  });

  it('is that of the folder otherwise', async () => {
    expect(projectsOf(await infer({ 'libs/Shop/pytest.ini': '' }))['libs/Shop']?.name).toBe('shop');
  });
});

describe('the target', () => {
  it('is a cached test target of our executor', async () => {
    const target = projectsOf(await infer({ 'shop/pytest.ini': '' }))['shop']?.targets?.['test'];
    expect(target).toMatchObject({ executor: '@steadfast/nx:pytest', cache: true });
    expect(target?.metadata?.technologies).toEqual(['pytest']);
  });

  it('has the name that the plugin is given', async () => {
    const projects = projectsOf(await infer({ 'shop/pytest.ini': '' }, { targetName: 'pytest' }));
    expect(Object.keys(projects['shop']?.targets ?? {})).toEqual(['pytest']);
  });

  it('caches no report that was not asked for, and counts nothing that a run writes as an input', async () => {
    const target = projectsOf(await infer({ 'shop/pytest.ini': '' }))['shop']?.targets?.['test'];
    expect(target?.outputs).toContain('{projectRoot}/{options.junitxml}');
    expect(target?.inputs).toContain('!{projectRoot}/.steadfast/**/*');
  });
});

describe('a workspace of uv', () => {
  const FILES = {
    'pyproject.toml':
      '[tool.uv.workspace]\nmembers = ["packages/*"]\n[tool.pytest.ini_options]\naddopts = "-q"',
    'packages/shop/pyproject.toml': '[project]\nname = "shop"',
    'packages/shop/tests/test_shop.py': '',
    'packages/till/pyproject.toml': '[project]\nname = "till"',
    'packages/till/till.py': '',
  };
  const tested = (projects: ReturnType<typeof projectsOf>): string[] =>
    Object.entries(projects).flatMap(([root, { targets }]) => (targets === undefined ? [] : [root]));

  it('gives members with tests their target, and none to its root', async () => {
    const projects = projectsOf(await infer(FILES));
    expect(Object.keys(projects).sort()).toEqual(['packages/shop', 'packages/till']);
    expect(tested(projects)).toEqual(['packages/shop']);
    expect(projects['packages/shop']?.targets?.['test']?.inputs).toContain('{workspaceRoot}/pyproject.toml');
  });

  it('gives the root a target for tests of its own', async () => {
    const projects = projectsOf(await infer({ ...FILES, 'tests/test_all.py': '' }));
    expect(tested(projects).sort()).toEqual(['.', 'packages/shop']);
  });

  it('knows test files by the names that the configuration gives them', async () => {
    const configuration = '[pytest]\npython_files =\n    check_*.py\naddopts = -q\n';
    const named = { ...FILES, 'pyproject.toml': '', 'pytest.ini': configuration };
    expect(tested(projectsOf(await infer({ ...named, 'packages/till/check_till.py': '' })))).toEqual([
      'packages/till',
    ]);
  });
});

describe('what is written', () => {
  it('is an output and no input, whether an option, args or addopts names it', async () => {
    const projects = projectsOf(
      await infer({
        'shop/pytest.ini': '[pytest]\naddopts = --cov --cov-report=xml\n',
        'shop/project.json': JSON.stringify({
          targets: {
            test: {
              options: { junitxml: 'reports/junit.xml', args: ['--cov-report', 'html:cov', '--record=../x'] },
            },
          },
        }),
      }),
    );
    const { outputs = [], inputs } = projects['shop']?.targets?.['test'] ?? {};
    for (const path of ['reports/junit.xml', '.coverage', 'coverage.xml', 'cov']) {
      expect(outputs).toContain(`{projectRoot}/${path}`);
      expect(inputs).toContain(`!{projectRoot}/${path}`);
    }
    expect(outputs.filter((path) => path.includes('..'))).toEqual([]);
  });
});

describe('the CI target', () => {
  // Loads all sources of the command.
  it('is a group with a cached target for each file that a run finds', async () => {
    const files = {
      'shop/pytest.ini': '[pytest]\ntestpaths = tests\n',
      'shop/tests/test_a.py': '',
      'shop/tests/unit/test_b.py': '',
      'shop/other/test_c.py': '',
    };
    const shop = projectsOf(await infer(files, { ciTargetName: 'test-ci' }))['shop'];
    const names = ['test-ci--tests/test_a.py', 'test-ci--tests/unit/test_b.py'];
    expect(Object.keys(shop?.targets ?? {})).toEqual(['test', ...names, 'test-ci']);
    expect(shop?.targets?.['test-ci']).toMatchObject({
      executor: 'nx:noop',
      dependsOn: names.map((target) => ({ target, params: 'forward' })),
    });
    expect(shop?.targets?.['test-ci--tests/test_a.py']).toMatchObject({
      cache: true,
      options: { testFile: 'tests/test_a.py' },
      outputs: ['{projectRoot}/.steadfast/cached/test-ci--tests-test_a.py'],
    });
    expect(Object.values(shop?.metadata?.targetGroups ?? {})).toEqual([['test-ci', ...names]]);
  }, 60_000);
});

describe('what is wrong', () => {
  it('in one project does not hide the others', async () => {
    const broken = infer({ 'bad/pyproject.toml': '[tool.pytest', 'good/pytest.ini': '' });
    const error: unknown = await broken.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AggregateCreateNodesError);
    const { errors, partialResults } = error as AggregateCreateNodesError;
    expect(errors.map(([file]) => file)).toEqual(['bad/pyproject.toml']);
    expect(partialResults?.map(([file]) => file)).toEqual(['good/pytest.ini']);
  });

  it.each([
    [{ target: 'test' }, 'has no option target. It has: targetName'],
    [{ targetName: '' }, 'targetName of @steadfast/nx must be the name of a target'],
    [{ ciTargetName: '' }, 'ciTargetName of @steadfast/nx must be the name of a target'],
    [{ ciTargetName: 'test' }, 'targetName and ciTargetName of @steadfast/nx must be different'],
    [{ exclude: ['a'] }, 'exclude of @steadfast/nx stands beside "options", not in it'],
    [{ targetName: 5 }, 'targetName of @steadfast/nx must be the name of a target'],
    ['test', 'must be an object'],
  ])('in the options is said: %j', async (options, message) => {
    // Nx calls the function as it is, so it may throw before it returns a promise.
    await expect(async () => infer({ 'shop/pytest.ini': '' }, options)).rejects.toThrow(message);
  });
});

it('keeps the name by which older versions of Nx know it', () => {
  expect(createNodesV2).toBe(createNodes);
});
