import { describe, expect, it } from 'vitest';
import { readArguments } from '../arguments/pytest-arguments.js';
import { DEFAULT_DISPLAY, type DisplayOptions, displayOptions } from './display-options.js';

describe("pytest's options for what it prints", () => {
  it.each<[string, Partial<DisplayOptions>]>([
    ['', {}],
    ['-v', { verbosity: 1 }],
    ['-vv -q', { verbosity: 1 }],
    ['-qq', { verbosity: -2 }],
    ['-v --verbosity=3', { verbosity: 3 }],
    ['--tb=short', {}],
    ['--tb=line', { tracebacks: 'line' }],
    ['--tb no --tb native', {}],
    ['--color=yes', { color: 'yes' }],
    ['--no-header --no-summary', { header: false, summary: false }],
    ['--show-capture=log', { showCapture: 'log' }],
    ['-rs', { reportChars: new Set('s') }],
    ['-ra', { reportChars: new Set('sxXEf') }],
    ['-raN', { reportChars: new Set() }],
    ['-rFp', { reportChars: new Set('fp') }],
  ])('%j', (words, expected) => {
    const given = readArguments(words.split(' ').filter(Boolean), '/');
    expect(displayOptions(given)).toEqual({ ...DEFAULT_DISPLAY, ...expected });
  });
});
