import { defineConfig } from 'vitest/config';

// The e2e tests drive the built packages, as users get them: no source condition here.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
