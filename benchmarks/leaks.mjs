// `node benchmarks/leaks.mjs`: what looking for leaks costs after an attempt, beside 500 processes of others; writes it to RESULTS.md.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@steadfast/core';
import { createProcessKeeper } from '../packages/core/dist/process/process-keeper.js';
import { machine } from './machine.mjs';
import { writeSection } from './results-file.mjs';

const OTHERS = 500;
const ATTEMPTS = 200;

const others = Array.from({ length: OTHERS }, () => spawn('sleep', ['600'], { stdio: 'ignore' }));
try {
  await sleep(1000);
  const keeper = createProcessKeeper({ clock: systemClock });
  const withOrphans = await cpuMsPerAttempt(keeper, () => true);
  const withoutOrphans = await cpuMsPerAttempt(keeper, () => false);
  writeSection(
    'leaks',
    [
      '## Looking for leaks',
      '',
      `CPU of Node per attempt beside ${OTHERS} processes that the run did not start, mean of ${ATTEMPTS} attempts. ${machine()} \`node benchmarks/leaks.mjs\` writes this section.`,
      '',
      '| | |',
      '| --- | ---: |',
      `| its slot process has children left | ${withOrphans.toFixed(2)} ms |`,
      `| it has none, so that nobody is looked for | ${withoutOrphans.toFixed(2)} ms |`,
    ].join('\n'),
  );
} finally {
  for (const other of others) other.kill();
}

async function cpuMsPerAttempt(keeper, hasOrphans) {
  const attemptProcess = { pid: 2 ** 22 - 1, exited: Promise.resolve({}), hasOrphans };
  const before = process.cpuUsage();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await keeper.collectLeaks({ process: attemptProcess, attemptId: `benchmark-${attempt}`, policy: 'warn' });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / ATTEMPTS;
}
