#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A published package has the command in one file, which starts in half the time.
const bundle = new URL('bundle/steadfast.js', import.meta.url);
const { steadfast } = await import(existsSync(bundle) ? bundle.href : '../dist/commands/main.js');

process.exitCode = await steadfast(process.argv.slice(2));
