import type { RunCounts } from '../events.js';
import type { Verdict } from '../verdict.js';
import type { FileRecord } from './run-record.js';
import { testHistories } from './test-history.js';

type TestCounts = RunCounts['tests'];

/** Counts files and tests; files without a verdict count nowhere. */
export function countRun(files: readonly FileRecord[]): RunCounts {
  const verdicts: Record<Verdict, number> = {
    passed: 0,
    flaky: 0,
    recovered: 0,
    failed: 0,
    missing: 0,
    'timed-out': 0,
    crashed: 0,
    error: 0,
    cancelled: 0,
  };
  const tests: { -readonly [K in keyof TestCounts]: number } = {
    passed: 0,
    failed: 0,
    error: 0,
    skipped: 0,
    xfailed: 0,
    xpassed: 0,
    flaky: 0,
  };
  for (const file of files) {
    if (file.verdict !== undefined) verdicts[file.verdict]++;
    for (const { flaky, last } of testHistories(file.attempts)) tests[flaky ? 'flaky' : last.outcome]++;
  }
  return { files: verdicts, tests };
}

/** Adds two counts up, name by name. */
export function addCounts(a: RunCounts, b: RunCounts): RunCounts {
  return { files: addEach(a.files, b.files), tests: addEach(a.tests, b.tests) };
}

function addEach<Name extends string>(a: Readonly<Record<Name, number>>, b: Readonly<Record<Name, number>>) {
  const sum: Record<Name, number> = { ...a };
  for (const name of Object.keys(b) as Name[]) sum[name] += b[name];
  return sum;
}
