import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptEnding, RunRecord, TestResult } from '@steadfast/core';
import { execa } from 'execa';
import { STEADFAST } from '../harness/steadfast.js';
import { hasMarkedError, problemLine, SeenTestsBuilder, steadyMessage, type SeenTests } from './outcomes.js';
import type { Suite } from './suite.js';

/** Runs the command on the files of a suite, and reads what its record says of every test. */
export async function runSteadfast({
  isolation,
  python,
  cwd,
  files,
  pytestOptions,
  scratch,
  jobs,
}: Suite & {
  readonly isolation: 'spawn' | 'warm';
  /** A folder for the record. */
  readonly scratch: string;
  readonly jobs: number;
}): Promise<{ readonly tests: SeenTests; readonly notices: readonly string[]; readonly seconds: number }> {
  const path = join(scratch, `${isolation}.json`);
  const own = ['--isolation', isolation, '--python', python, '--jobs', String(jobs), '--record', path];
  await execa(process.execPath, [STEADFAST, ...own, '--progress', 'none', ...files, ...pytestOptions], {
    cwd,
    reject: false,
    stdin: 'ignore',
  });
  const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
  const seen = new SeenTestsBuilder();
  for (const { path: file, attempts } of record.files) {
    const attempt = attempts.at(-1);
    seen.addExit(file, exitCodeOf(attempt?.ending));
    const collected = new Set<string>();
    for (const test of attempt?.tests ?? []) {
      // With --doctest-modules a file is collected twice; pytest's report has one case for what has one name.
      if (test.phase === 'collect' && collected.has(test.id)) continue;
      collected.add(test.id);
      seen.add(`${test.className}::${test.name}`, toSeen(file, test));
    }
  }
  const notices = record.notable.flatMap((event) => (event.type === 'notice' ? event.message : []));
  return { tests: seen.tests, notices, seconds: record.durationMs / 1000 };
}

function exitCodeOf(ending: AttemptEnding | undefined): number | undefined {
  return ending?.process.kind === 'exited' ? ending.process.exitCode : undefined;
}

function toSeen(file: string, test: TestResult) {
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

function messageOf({ outcome, message = '', traceback = '' }: TestResult): string {
  if (outcome === 'xpassed') return '';
  const isInTraceback = outcome === 'error' || (outcome === 'failed' && !hasMarkedError(traceback));
  return steadyMessage(isInTraceback ? problemLine(traceback) : message);
}
