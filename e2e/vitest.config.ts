import { defineConfig } from 'vitest/config';

// The e2e tests drive the built packages, as users get them: no source condition here.
export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['**/*.e2e.ts'],
    // After the unit tests. Most of the time they wait, so two of them do each other no harm.
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
    // What runs beside the tests must not take slots from what they count.
    env: { STEADFAST_POOL: 'process' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
