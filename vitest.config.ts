import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // Unit tests need no build: the packages find each other's sources.
        resolve: {
          alias: [
            {
              find: '@steadfast/core/testing',
              replacement: join(import.meta.dirname, 'packages/core/src/testing/scripted-run.ts'),
            },
            {
              find: '@steadfast/core/record',
              replacement: join(import.meta.dirname, 'packages/core/src/record/index.ts'),
            },
            {
              find: /^@steadfast\/(core|pytest|cli|queue|report)$/,
              replacement: join(import.meta.dirname, 'packages/$1/src/index.ts'),
            },
          ],
        },
        test: {
          name: 'unit',
          include: ['packages/*/{src,page}/**/*.spec.ts'],
          env: { STEADFAST_POOL: 'process' },
          sequence: { groupOrder: 0 },
        },
      },
      'e2e/vitest.config.ts',
    ],
  },
});
