// `node benchmarks/planning/simulate.mjs` (after a build): how long the slowest shard takes, by who distributes the files. Writes
// the section `planning` of RESULTS.md and planning.svg.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSection } from '../results-file.mjs';
import { durationSets } from './duration-sets.mjs';
import { lineCharts } from './line-chart.mjs';
import { lowerBound, makespan, STRATEGIES } from './strategies.mjs';

const SHARDS = [2, 4, 8, 16, 32, 64];

const measured = durationSets().map(simulate);
writeSection('planning', [introduction(), ...measured.map(table)].join('\n\n'));
const panels = measured.map(({ title, results }) => ({
  title,
  lines: results.map(({ name, ratios }) => ({
    name,
    points: ratios.map((y, index) => ({ x: SHARDS[index], y })),
  })),
}));
const chart = lineCharts('Slowest shard / lower bound, over the number of shards', panels);
writeFileSync(join(import.meta.dirname, '../planning.svg'), chart);

function simulate({ title, files }) {
  const bounds = SHARDS.map((shards) => lowerBound(files, shards));
  const results = Object.entries(STRATEGIES).map(([name, distribute]) => ({
    name,
    ratios: SHARDS.map((shards, index) => makespan(distribute(files, shards)) / bounds[index]),
  }));
  const longest = Math.max(...files.map(({ estimateMs }) => estimateMs));
  return { title, bounds, longest, results };
}

function introduction() {
  return [
    '## Planning',
    '',
    'How many times the lower bound, max(longest file, sum / shards), the slowest shard takes. A simulation: every strategy is given',
    'the true durations, and each shard runs one file after the other. The recorded sets come from runs of Steadfast',
    '(`benchmarks/planning/recorded`). `node benchmarks/planning/simulate.mjs` writes this section.',
    '',
    '![Slowest shard over the number of shards](planning.svg)',
  ].join('\n');
}

function table({ title, bounds, longest, results }) {
  const rows = results.map(({ name, ratios }) =>
    row(
      name,
      ratios.map((ratio) => ratio.toFixed(3)),
    ),
  );
  return [
    `### ${title}`,
    '',
    row('shards', SHARDS),
    `| --- |${SHARDS.map(() => ' ---: |').join('')}`,
    ...rows,
    row(
      'lower bound, seconds',
      bounds.map((bound) => `${(bound / 1000).toFixed(1)}${bound === longest ? ' (longest file)' : ''}`),
    ),
  ].join('\n');
}

function row(name, cells) {
  return `| ${name} | ${cells.join(' | ')} |`;
}
