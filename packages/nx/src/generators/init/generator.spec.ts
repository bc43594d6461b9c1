import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { initGenerator } from './generator.js';

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  updateNxJson(tree, { plugins: ['@nx/js'], defaultBase: 'trunk' });
});

describe('init', () => {
  it('adds the plugin behind those that are there', async () => {
    await initGenerator(tree, { skipFormat: true });
    expect(readNxJson(tree)).toMatchObject({
      defaultBase: 'trunk',
      plugins: ['@nx/js', { plugin: '@steadfast/nx', options: { targetName: 'test' } }],
    });
  });

  it('takes the name of the target', async () => {
    await initGenerator(tree, { targetName: 'pytest', skipFormat: true });
    expect(readNxJson(tree)?.plugins?.at(-1)).toMatchObject({ options: { targetName: 'pytest' } });
  });

  it.each([
    '@steadfast/nx',
    { plugin: '@steadfast/nx', options: { targetName: 'unit' }, include: ['libs/**'] },
  ])('changes nothing when the plugin is there: %j', async (entry) => {
    updateNxJson(tree, { plugins: [entry] });
    const before = tree.read('nx.json', 'utf8');
    await initGenerator(tree, {});
    expect(tree.read('nx.json', 'utf8')).toBe(before);
  });

  it('ignores what runs write, once, and nothing that is ignored already', async () => {
    tree.write('.gitignore', 'node_modules\n.nx\n/.steadfast/');
    await initGenerator(tree, { skipFormat: true });
    const expected = 'node_modules\n.nx\n/.steadfast/\n.pytest_cache\n__pycache__\n.coverage\n';
    expect(tree.read('.gitignore', 'utf8')).toBe(expected);
    await initGenerator(tree, { skipFormat: true });
    expect(tree.read('.gitignore', 'utf8')).toBe(expected);
  });

  it('keeps what is said of all test targets away from those of pytest', async () => {
    const test = { inputs: ['default'], dependsOn: ['^build'] };
    updateNxJson(tree, { targetDefaults: { test } });
    await initGenerator(tree, { skipFormat: true });
    expect(readNxJson(tree)?.targetDefaults).toEqual({ test, '@steadfast/nx:pytest': { cache: true } });
  });

  it('takes the name of the CI target', async () => {
    await initGenerator(tree, { ciTargetName: 'test-ci', skipFormat: true });
    expect(readNxJson(tree)?.plugins?.at(-1)).toMatchObject({ options: { ciTargetName: 'test-ci' } });
  });

  it('refuses a target without a name', async () => {
    await expect(initGenerator(tree, { targetName: ' ' })).rejects.toThrow('must be the name of a target');
  });
});
