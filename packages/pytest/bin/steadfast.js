#!/usr/bin/env node
import { steadfast } from '../dist/command/main.js';

process.exitCode = await steadfast(process.argv.slice(2));
