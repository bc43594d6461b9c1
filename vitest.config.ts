import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@steadfast/source'] } },
  resolve: { conditions: ['@steadfast/source'] },
  test: { include: ['packages/*/src/**/*.spec.ts'], reporters: ['default'] },
});
