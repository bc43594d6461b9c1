import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord, TestResult } from '@steadfast/core';
import { execa } from 'execa';
import { STEADFAST } from '../harness/steadfast.js';
import { SeenTestsBuilder, steadyMessage, type SeenTests } from './outcomes.js';

/** A run of the command, and what it says of every test. */
export interface SteadfastRun {
  readonly files: readonly string[];
  readonly tests: SeenTests;
  readonly seconds: number;
}

export async function runSteadfast(options: {
  readonly isolation: 'spawn' | 'warm';
  readonly python: string;
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly pytestOptions: readonly string[];
  readonly scratch: string;
}): Promise<SteadfastRun> {
  const { isolation, python, cwd, paths, pytestOptions, scratch } = options;
  const path = join(scratch, `${isolation}.json`);
  const own = ['--isolation', isolation, '--python', python, '--record', path, '--progress', 'none'];
  await execa(process.execPath, [STEADFAST, ...own, ...paths, ...pytestOptions], { cwd, reject: false });
  const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
  const seen = new SeenTestsBuilder();
  for (const file of record.files) {
    for (const test of file.attempts.at(-1)?.tests ?? []) {
      seen.add(file.path, `${test.className}::${test.name}`, toSeen(test));
    }
  }
  return {
    files: record.files.map((file) => file.path),
    tests: seen.tests,
    seconds: record.durationMs / 1000,
  };
}

function toSeen({ outcome, message = '', sections = [] }: TestResult) {
  const kinds = sections.map(({ title }) => title);
  return {
    // pytest's report has no word for a test that passed unexpectedly without being strict.
    outcome: outcome === 'xpassed' ? 'passed' : outcome,
    message: outcome === 'failed' ? steadyMessage(message) : '',
    output: [
      kinds.some((title) => /stdout|log/.test(title)) ? 'out' : '',
      kinds.some((title) => title.includes('stderr')) ? 'err' : '',
    ]
      .join(' ')
      .trim(),
  };
}
