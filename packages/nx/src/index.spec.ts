import { expect, it, vi } from 'vitest';

it('can be loaded without the test runner, as Nx does for every project graph', async () => {
  vi.doMock('@steadfast/cli', () => {
    throw new Error('the test runner was loaded');
  });
  vi.doMock('@steadfast/core', () => {
    throw new Error('core was loaded');
  });
  expect(await import('./index.js')).toMatchObject({ name: '@steadfast/nx' });
});
