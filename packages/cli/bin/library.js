import { existsSync } from 'node:fs';

// As bin/steadfast.js: a published package holds the bundle, a working tree the modules.
const bundle = new URL('bundle/library.js', import.meta.url);
export const { executorProperties, joinDurations, listTestFiles, runTests, runTogether } = await import(
  existsSync(bundle) ? bundle.href : '../dist/index.js'
);
