import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileByClassName } from './file-by-class-name.js';
import { readJunit } from './read-junit.js';
import { type Cost, runMeasured } from './run-measured.js';
import { SeenTestsBuilder, type SeenTests } from './seen-tests.js';
import type { Suite } from './suite.js';

/** What one way of running a suite said and cost. */
export interface SuiteResult {
  readonly tests: SeenTests;
  /** Exit code of the whole; absent where each file had a process of its own. */
  readonly exitCode?: number;
  /** What was printed, for when it cannot be understood. */
  readonly output?: string;
  /** Whether the tests were told at all: a pytest that died leaves no report. */
  readonly isReported: boolean;
  readonly cost: Cost;
}

/** One `python -m pytest` over files or folders: what most projects have. */
export async function runPytestOnce(
  suite: Suite,
  /** What pytest is given to collect: the files, or what a user would name. */
  words: readonly string[],
  /** Absolute path: pytest's rootdir, to which its names are relative. */
  rootDirectory: string = suite.cwd,
): Promise<SuiteResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'steadfast-pytest-'));
  try {
    const report = join(scratch, 'report.xml');
    const options = ['--junitxml', report, '-o', 'junit_family=xunit1', ...suite.pytestOptions];
    const { exitCode, output, cost } = await runMeasured(
      [suite.python, '-m', 'pytest', ...options, ...words],
      suite,
    );
    const seen = new SeenTestsBuilder();
    const isReported = existsSync(report);
    if (isReported) {
      readJunit(readFileSync(report, 'utf8'), fileByClassName(suite.files, suite.cwd, rootDirectory), seen);
    }
    return { tests: seen.tests, exitCode, output, isReported, cost };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** `python -m pytest FILE` for every file: as isolated as can be. */
export async function runPytestPerFile(suite: Suite, jobs: number): Promise<SuiteResult> {
  const { python, files, pytestOptions } = suite;
  const scratch = mkdtempSync(join(tmpdir(), 'steadfast-pytest-'));
  const started = Date.now();
  const costs: Cost[] = [];
  const seen = new SeenTestsBuilder();
  const queue = files.map((file, index) => ({ file, report: join(scratch, `${index}.xml`) }));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { file, report } = next;
      const words = [python, '-m', 'pytest', file, '--junitxml', report, ...pytestOptions];
      const { exitCode, cost } = await runMeasured(words, suite);
      costs.push(cost);
      seen.addExit(file, exitCode);
      // pytest may have died before it could write it: then no test has an outcome.
      if (existsSync(report)) readJunit(readFileSync(report, 'utf8'), () => file, seen);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const cpuMs = costs.reduce((sum, cost) => sum + (cost.cpuMs ?? 0), 0);
  return { tests: seen.tests, isReported: true, cost: { wallMs: Date.now() - started, cpuMs } };
}
