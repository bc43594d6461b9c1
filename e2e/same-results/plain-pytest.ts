import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { readJunit } from './junit-report.js';
import { SeenTestsBuilder, type SeenTests } from './outcomes.js';
import type { Suite } from './suite.js';

/** Runs `python -m pytest FILE` for every file, and reads what pytest's own report says. */
export async function runPlain({
  python,
  cwd,
  files,
  pytestOptions,
  scratch,
  jobs,
}: Suite & {
  /** A folder for the reports. */
  readonly scratch: string;
  readonly jobs: number;
}): Promise<{ readonly tests: SeenTests; readonly seconds: number }> {
  const started = Date.now();
  const seen = new SeenTestsBuilder();
  const queue = files.map((file, index) => ({ file, report: join(scratch, `${index}.xml`) }));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { file, report } = next;
      const { exitCode } = await execa(
        python,
        ['-m', 'pytest', file, '--junitxml', report, ...pytestOptions],
        { cwd, reject: false, stdin: 'ignore' },
      );
      seen.addExit(file, exitCode);
      // pytest may have died before it could write it: then no test has an outcome.
      if (existsSync(report)) readJunit(readFileSync(report, 'utf8'), file, seen);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return { tests: seen.tests, seconds: (Date.now() - started) / 1000 };
}
