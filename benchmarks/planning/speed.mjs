// `node benchmarks/planning/speed.mjs`: how long a plan takes, from nothing and from estimates, and writes it to RESULTS.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createPlan } from '@steadfast/core';
import { machine } from '../machine.mjs';
import { writeSection } from '../results-file.mjs';

const STEADFAST = join(import.meta.dirname, '../../packages/cli/bin/steadfast.js');
const TESTS =
  'import pytest\n\n\ndef test_one():\n    assert True\n\n\n@pytest.mark.parametrize("n", [1, 2, 3])\ndef test_many(n):\n    assert n\n';

const commands = [1_000, 10_000].map((count) => ({
  what: `\`steadfast plan --shards 64\` of ${count} files without history`,
  seconds: planFromNothing(count),
}));
const pure = { what: 'the plan alone: 100000 files with estimates, 64 shards', seconds: planFromEstimates() };

writeSection(
  'planning speed',
  [
    '## Speed of a plan',
    '',
    `${machine()} One run each; the command includes the start of Node and of Python. \`node benchmarks/planning/speed.mjs\` writes this section.`,
    '',
    '| | seconds |',
    '| --- | ---: |',
    ...[...commands, pure].map(({ what, seconds }) => `| ${what} | ${seconds.toFixed(2)} |`),
  ].join('\n'),
);

function planFromNothing(count) {
  const root = mkdtempSync(join(tmpdir(), 'steadfast-plan-'));
  try {
    writeFileSync(join(root, 'pytest.ini'), '[pytest]\n');
    for (let index = 0; index < count; index++) {
      const folder = join(root, `tests/area_${Math.floor(index / 100)}`);
      if (index % 100 === 0) mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `test_${index}.py`), TESTS);
    }
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [STEADFAST, 'plan', '--shards', '64'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`steadfast plan ended with ${status}: ${stderr}`);
    return (performance.now() - started) / 1000;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function planFromEstimates() {
  const files = Array.from({ length: 100_000 }, (_, index) => ({
    path: `tests/test_${index}.py`,
    estimateMs: 100 + ((index * 7919) % 100_003),
  }));
  const started = performance.now();
  createPlan(files, 64);
  return (performance.now() - started) / 1000;
}
