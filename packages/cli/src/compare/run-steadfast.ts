import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttemptEnding,
  plainTraceback,
  readRecord,
  type RunRecord,
  type TestResult,
  decisiveAttempt,
} from '@steadfast/core';
import { OWN_COMMAND } from './own-command.js';
import { runMeasured } from './run-measured.js';
import type { SuiteResult } from './run-pytest.js';
import { hasMarkedError, problemLine, type SeenTest, SeenTestsBuilder, steadyMessage } from './seen-tests.js';
import type { Suite } from './suite.js';

/** What Steadfast said of a suite. */
export interface SteadfastResult extends SuiteResult {
  /** Absent when the command ended without one, as with a usage error. */
  readonly record: RunRecord | undefined;
}

/** Runs the command on the files of a suite, and reads what its record says of every test. */
export async function runSteadfast(suite: Suite, options: readonly string[]): Promise<SteadfastResult> {
  const { python, files, pytestOptions } = suite;
  const scratch = mkdtempSync(join(tmpdir(), 'steadfast-run-'));
  try {
    const path = join(scratch, 'record.json');
    const own = ['--python', python, '--record', path, '--progress', 'none', '--github', 'off', ...options];
    const words = [process.execPath, OWN_COMMAND, 'run', ...own, ...files, ...pytestOptions];
    const { exitCode, output, cost } = await runMeasured(words, suite);
    const record = existsSync(path) ? await readRecord(path) : undefined;
    const tests = record === undefined ? new SeenTestsBuilder().tests : testsOfRecord(record);
    return { tests, exitCode, output, isReported: record !== undefined, cost, record };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What a record says of every test, by its last attempt. */
export function testsOfRecord(record: RunRecord): SuiteResult['tests'] {
  const seen = new SeenTestsBuilder();
  for (const { path: file, attempts } of record.files) {
    const attempt = decisiveAttempt(attempts);
    seen.addExit(file, exitCodeOf(attempt?.ending));
    const collected = new Set<string>();
    for (const test of attempt?.tests ?? []) {
      // With --doctest-modules a file is collected twice; pytest's report has one case for what has one name.
      if (test.phase === 'collect' && collected.has(test.id)) continue;
      collected.add(test.id);
      seen.add(`${test.className}::${test.name}`, toSeen(file, test));
    }
  }
  return seen.tests;
}

function exitCodeOf(ending: AttemptEnding | undefined): number | undefined {
  return ending?.process.kind === 'exited' ? ending.process.exitCode : undefined;
}

function toSeen(file: string, test: TestResult): SeenTest {
  // Blank output cannot be told from none in pytest's own report.
  const written = (test.sections ?? []).filter(({ text }) => text.trim() !== '');
  const kinds = written.flatMap(({ title }) => /stdout|stderr|log/.exec(title) ?? []);
  return {
    file,
    // pytest's report has no word for a test that passed unexpectedly without being strict.
    outcome: test.outcome === 'xpassed' ? 'passed' : test.outcome,
    message: messageOf(test),
    output: [...new Set(kinds.map((kind) => kind.replace('std', '')))].sort().join(' '),
  };
}

function messageOf(test: TestResult): string {
  const { outcome, message = '' } = test;
  const traceback = plainTraceback(test) ?? '';
  if (outcome === 'xpassed') return '';
  const isInTraceback = outcome === 'error' || (outcome === 'failed' && !hasMarkedError(traceback));
  return steadyMessage(isInTraceback ? problemLine(traceback) : message);
}
