import { defineConfig } from 'vitest/config';

const source = ['@steadfast/source'];

export default defineConfig({
  test: {
    projects: [
      {
        ssr: { resolve: { conditions: source } },
        resolve: { conditions: source },
        test: { name: 'unit', include: ['packages/*/src/**/*.spec.ts'], sequence: { groupOrder: 0 } },
      },
      'e2e/vitest.config.ts',
    ],
  },
});
