import { addProjectConfiguration, readNxJson, readProjectConfiguration, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { expect, it } from 'vitest';
import { renameWarmIsolation } from './migration.js';

it('renames the isolation of our targets, in projects and in nx.json, and touches nothing else', async () => {
  const tree = createTreeWithEmptyWorkspace();
  const executor = '@steadfast/nx:pytest';
  updateNxJson(tree, { targetDefaults: { [executor]: { options: { isolation: 'warm', jobs: 2 } } } });
  addProjectConfiguration(tree, 'shop', {
    root: 'libs/shop',
    targets: {
      test: { options: { isolation: 'warm' } },
      unit: { executor, options: { isolation: 'spawn' }, configurations: { ci: { isolation: 'warm' } } },
      oven: { executor: 'bakery:oven', options: { isolation: 'warm' } },
    },
  });
  await renameWarmIsolation(tree);
  await renameWarmIsolation(tree);
  expect(readProjectConfiguration(tree, 'shop').targets).toEqual({
    test: { options: { isolation: 'pytest' } },
    unit: { executor, options: { isolation: 'spawn' }, configurations: { ci: { isolation: 'pytest' } } },
    oven: { executor: 'bakery:oven', options: { isolation: 'warm' } },
  });
  expect(readNxJson(tree)?.targetDefaults).toEqual({
    [executor]: { options: { isolation: 'pytest', jobs: 2 } },
  });
});
