import type { CapturedKind, JunitOptions } from '@steadfast/core';
import type { JunitSettings } from './junit-settings.js';

const CAPTURED: Readonly<Record<JunitSettings['logging'], readonly CapturedKind[]>> = {
  no: [],
  log: ['log'],
  'system-out': ['out'],
  'system-err': ['err'],
  'out-err': ['out', 'err'],
  all: ['log', 'out', 'err'],
};

/** pytest's own settings, for one report of the whole run. */
export function junitOptions({
  suiteName,
  logging,
  logPassingTests,
  family,
}: JunitSettings): Partial<JunitOptions> {
  return {
    suiteName,
    runner: 'pytest',
    output: CAPTURED[logging],
    outputOfPassed: logPassingTests,
    // In this family pytest writes file and line, and counts lines from 0.
    ...(family === 'xunit2' ? {} : { location: { firstLine: 0 } }),
    anyAttributes: family === 'xunit1',
  };
}
