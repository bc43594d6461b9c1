// `node benchmarks/nx/run.mjs [--runs N]`: 12 Python projects in Nx, as a batch and in other ways; writes the results to RESULTS.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../isolation/measure.mjs';
import { machine } from '../machine.mjs';
import { writeSection } from '../results-file.mjs';
import { measureOnce } from './measure.mjs';
import { FILES_OF_PROJECTS, makeWorkspace, projectFolders } from './workspace.mjs';

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
const runs = Number(options.runs);
const files = FILES_OF_PROJECTS.reduce((sum, count) => sum + count, 0);
const root = mkdtempSync(join(tmpdir(), 'steadfast-bench-nx-'));
try {
  makeWorkspace(root);
  const nx = (target, ...more) => [
    ...[join(root, 'node_modules/.bin/nx'), 'run-many', '-t', target, '--skip-nx-cache', ...more],
  ];
  const loop = projectFolders(root).map(
    (folder) => `(cd ${folder} && ${root}/.venv/bin/python -m pytest -q -p no:cacheprovider)`,
  );
  const contenders = [
    { name: 'batch', command: nx('test') },
    { name: '`--no-batch`', command: nx('test', '--no-batch') },
    { name: '`nx:run-commands`, `pytest -n auto`', command: nx('xdist') },
    { name: '`nx:run-commands`, `pytest`', command: nx('plain') },
    {
      name: 'plain `pytest`, one project after the other, without Nx',
      command: ['sh', '-c', loop.join(' && ')],
    },
  ];
  const results = new Map(contenders.map(({ name }) => [name, []]));
  // All in turn, so that a drift of the machine's speed meets all of them alike; the first round warms caches up.
  for (let round = 0; round <= runs; round++) {
    for (const contender of contenders) {
      const result = await measureOnce(contender, root);
      if (result.files < files) throw new Error(`${contender.name} ran ${result.files} files of ${files}.`);
      console.log(round, contender.name, JSON.stringify(result));
      if (round > 0) results.get(contender.name).push(result);
    }
  }
  writeSection('nx', report(results));
} finally {
  rmSync(root, { recursive: true, force: true });
}

function report(results) {
  const middle = (name, key) => median(results.get(name).map((result) => result[key]));
  const most = (name, key) => Math.max(...results.get(name).map((result) => result[key]));
  const [batch, noBatch, xdist] = [...results.keys()];
  const loads = [...results.values()].flat().map(({ load }) => load);
  // Of each round, since others may use the machine.
  const ratio = (key, other) =>
    median(results.get(batch).map((result, round) => result[key] / results.get(other)[round][key])).toFixed(
      2,
    );
  const rows = [...results.keys()].map(
    (name) =>
      `| ${name} | ${middle(name, 'wall').toFixed(1)} s | ${middle(name, 'cpu').toFixed(1)} s | ${ratio('wall', name)} | ${ratio('cpu', name)} | ${most(name, 'atOnce')} | ${most(name, 'processes')} |`,
  );
  return [
    '## Nx: 12 projects',
    '',
    `${files} test files in 12 projects of ${FILES_OF_PROJECTS.join(', ')} files, each with 20 to 300 ms of work; ${cpus().length} slots, Nx's own \`--parallel\` of 3, no daemon, no cache. ` +
      `Medians of ${runs} rounds, in which all took their turns; ratios are batch over the row, per round. Load of the machine meanwhile: ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}. ` +
      `${machine()} \`node benchmarks/nx/run.mjs\` writes this section.`,
    '',
    '| | wall | CPU | batch / it, wall | batch / it, CPU | most files at once | most Python processes |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    `Targets: batch at most 0.7 of \`--no-batch\` in wall time (${ratio('wall', noBatch)}), at most 1.15 of \`pytest -n auto\` in CPU (${ratio('cpu', xdist)}), never more files at once than slots (${most(batch, 'atOnce')} of ${cpus().length}).`,
    '',
    'Where a project has a few short files, as here, one process of pytest for all of them costs less than one per file, which is what isolation is paid with.',
  ].join('\n');
}
