import { readJson, readNxJson, type Tree, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { logger } from 'nx/src/devkit-exports.js';
import { configurationGenerator } from './generator.js';

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  vi.spyOn(logger, 'info').mockReturnValue();
  return () => {
    vi.restoreAllMocks();
  };
});

function configure(options: object = {}): Promise<void> {
  return configurationGenerator(tree, { project: 'libs/shop', skipFormat: true, ...options });
}

describe('a project that does not configure pytest', () => {
  it('gets a section in its pyproject.toml, and the workspace the plugin', async () => {
    tree.write('libs/shop/pyproject.toml', '[project]\nname = "shop"\n');
    tree.write('libs/shop/tests/test_shop.py', '');
    await configure();
    expect(tree.read('libs/shop/pyproject.toml', 'utf8')).toBe(
      '[project]\nname = "shop"\n\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
    );
    expect(readNxJson(tree)?.plugins).toEqual([expect.objectContaining({ plugin: '@steadfast/nx' })]);
  });

  it('gets a pytest.ini where it has no pyproject.toml', async () => {
    tree.write('libs/shop/test_shop.py', '');
    await configure();
    expect(tree.read('libs/shop/pytest.ini', 'utf8')).toBe('[pytest]\n');
  });

  it('gets nothing when a folder above configures it', async () => {
    tree.write('libs/shop/pyproject.toml', '[project]\nname = "shop"\n');
    tree.write('pytest.ini', '[pytest]\n');
    await configure();
    expect(tree.read('libs/shop/pyproject.toml', 'utf8')).toBe('[project]\nname = "shop"\n');
  });
});

describe('options', () => {
  beforeEach(() => {
    tree.write('libs/shop/pytest.ini', '[pytest]\n');
  });

  it('are put into project.json, beside what is there, for the target of the plugin', async () => {
    updateNxJson(tree, { plugins: [{ plugin: '@steadfast/nx', options: { targetName: 'unit' } }] });
    tree.write('libs/shop/project.json', '{"name":"shop","targets":{"unit":{"options":{"jobs":2}}}}');
    await configure({ project: 'shop', retries: 1, junitxml: 'reports/junit.xml' });
    expect(readJson(tree, 'libs/shop/project.json')).toEqual({
      name: 'shop',
      targets: { unit: { options: { jobs: 2, retries: 1, junitxml: 'reports/junit.xml' } } },
    });
  });

  it('are put into package.json where that is all there is', async () => {
    tree.write('libs/shop/package.json', '{"name":"shop"}');
    await configure({ passWithNoTests: true });
    expect(readJson(tree, 'libs/shop/package.json')).toEqual({
      name: 'shop',
      nx: { targets: { test: { options: { passWithNoTests: true } } } },
    });
  });

  it('make a project.json where there is nothing', async () => {
    await configure({ retries: 2 });
    expect(readJson(tree, 'libs/shop/project.json')).toEqual({
      targets: { test: { options: { retries: 2 } } },
    });
  });
});
