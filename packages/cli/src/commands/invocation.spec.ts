import { expect, it } from 'vitest';
import { invocationOf } from './invocation.js';

it.each([
  [{}, undefined, 'steadfast'],
  [{ NX_TASK_TARGET_PROJECT: 'shop', NX_TASK_TARGET_TARGET: 'test' }, 'shop', 'npx nx test shop --'],
  [
    { NX_TASK_TARGET_PROJECT: 'shop', NX_TASK_TARGET_TARGET: 'test-ci--a/test_a.py' },
    'shop',
    'npx nx run shop:test-ci--a/test_a.py --',
  ],
  [
    { TURBO_HASH: 'x', npm_package_name: 'shop', npm_lifecycle_event: 'unit' },
    'shop',
    'npx turbo run unit --filter=shop --',
  ],
  [{ MOON_TARGET: 'shop:test' }, 'shop', 'moon run shop:test --'],
  [
    { LERNA_PACKAGE_NAME: 'shop', npm_lifecycle_event: 'test', npm_package_name: 'shop' },
    'shop',
    'npx lerna run test --scope=shop --',
  ],
  [{ npm_lifecycle_event: 'test', npm_package_name: 'shop' }, 'shop', 'npm run test --workspace=shop --'],
  [{ npm_lifecycle_event: 'npx', npm_package_name: 'shop' }, undefined, 'npx steadfast'],
])('%j is %s, run again by %s', (environment, project, rerun) => {
  expect(invocationOf(environment)).toEqual({ ...(project && { project }), rerun });
});
