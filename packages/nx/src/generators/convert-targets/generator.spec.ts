import { addProjectConfiguration, logger, readNxJson, readProjectConfiguration, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { TargetConfiguration } from 'nx/src/devkit-exports.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { convertTargetsGenerator } from './generator.js';

let tree: Tree;
let told: string[];

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  told = [];
  for (const level of ['info', 'warn'] as const) {
    vi.spyOn(logger, level).mockImplementation((message: string) => {
      told.push(message);
    });
  }
  return () => {
    vi.restoreAllMocks();
  };
});

async function converted(target: TargetConfiguration): Promise<TargetConfiguration | undefined> {
  addProjectConfiguration(tree, 'shop', { root: 'libs/shop', targets: { test: target } });
  await convertTargetsGenerator(tree, { skipFormat: true });
  return readProjectConfiguration(tree, 'shop').targets?.['test'];
}

describe('a target that runs pytest', () => {
  it.each([
    { executor: 'nx:run-commands', options: { command: 'pytest tests -n auto', cwd: 'libs/shop' } },
    { executor: 'nx:run-commands', options: { commands: ['pytest tests'], cwd: '{projectRoot}' } },
    { executor: 'nx:run-commands', options: { commands: [{ command: 'pytest {projectRoot}/tests' }] } },
    { executor: '@nxlv/python:run-commands', options: { command: 'uv run pytest tests/', cwd: 'libs/shop' } },
    { command: 'cd {projectRoot} && poetry run pytest tests' },
  ])('is run by the executor: %j', async (target) => {
    const result = await converted(target);
    expect(result).toMatchObject({
      executor: '@steadfast/nx:pytest',
      options: { args: [expect.stringMatching(/^tests\/?$/)] },
    });
    expect(result).not.toHaveProperty('command');
    expect(told).toContain('shop:test is run by @steadfast/nx:pytest now.');
    expect(readNxJson(tree)?.plugins).toEqual([expect.objectContaining({ plugin: '@steadfast/nx' })]);
  });

  it('keeps what else is said of it, and the usual inputs are left to the plugin', async () => {
    const target = {
      executor: 'nx:run-commands',
      dependsOn: ['^build'],
      cache: true,
      inputs: ['default', '^production'],
      outputs: ['{workspaceRoot}/reports/{projectRoot}'],
      options: { command: 'pytest', cwd: 'libs/shop' },
    };
    expect(await converted(target)).toEqual({
      executor: '@steadfast/nx:pytest',
      dependsOn: ['^build'],
      cache: true,
      outputs: ['{workspaceRoot}/reports/{projectRoot}', '{projectRoot}/.steadfast/cached/test'],
      options: {},
    });
  });
});

describe('a project whose target is converted', () => {
  it('configures pytest from then on, so that the plugin knows it', async () => {
    await converted({ command: 'pytest libs/shop' });
    expect(tree.read('libs/shop/pytest.ini', 'utf8')).toBe('[pytest]\n');
  });

  it('is told of when a folder above configures pytest and it has no name', async () => {
    tree.write('pytest.ini', '[pytest]\n');
    await converted({ command: 'pytest libs/shop' });
    expect(tree.exists('libs/shop/pytest.ini')).toBe(false);
    expect(told).toContainEqual(expect.stringContaining('shop is no Python project to the plugin'));
  });
});

describe('a target stays as it is, and the reason is told', () => {
  it.each([
    [{ options: { commands: ['ruff check', 'pytest'] } }, 'runs several commands'],
    [{ options: { command: 'pytest', cwd: 'libs/shop', env: { A: '1' } } }, 'has the option env'],
    [{ options: { command: 'pytest', cwd: 'libs/shop' }, configurations: { ci: {} } }, 'has configurations'],
    [{ options: { command: 'pytest | tee log', cwd: 'libs/shop' } }, 'needs a shell'],
  ])('%j', async (target, reason) => {
    const before = { executor: 'nx:run-commands', ...target };
    expect(await converted(before)).toEqual(before);
    expect(told).toContain(`shop:test stays as it is: it ${reason}.`);
    expect(readNxJson(tree)?.plugins).toBeUndefined();
  });
});

it('leaves targets that do not run pytest alone', async () => {
  const target = { executor: 'nx:run-commands', options: { command: 'ruff check .' } };
  expect(await converted(target)).toEqual(target);
  expect(told).toEqual(['No target was converted.']);
});

it('is done when it is done', async () => {
  await converted({ command: 'pytest libs/shop' });
  const before = tree.read('libs/shop/project.json', 'utf8');
  await convertTargetsGenerator(tree, { skipFormat: true });
  expect(tree.read('libs/shop/project.json', 'utf8')).toBe(before);
});

it('refuses a project that there is not', async () => {
  await expect(convertTargetsGenerator(tree, { project: 'nope' })).rejects.toThrow('no project nope');
});
