#!/usr/bin/env node
import { existsSync } from 'node:fs';

// What tells a cache which interpreter and packages tests run with; as bin/steadfast.js, from the bundle where there is one.
const bundle = new URL('bundle/environment.js', import.meta.url);
const { printEnvironment } = await import(existsSync(bundle) ? bundle.href : '../dist/environment/main.js');

await printEnvironment(process.argv.slice(2));
