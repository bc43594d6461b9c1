import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barChart } from '../bar-chart.mjs';
import { machine } from '../machine.mjs';
import { writeSection } from '../results-file.mjs';

const XARGS = 'one interpreter per file, `xargs -P`';
const LOADFILE = 'pytest-xdist `--dist loadfile`';

/** Writes the tables to RESULTS.md and the chart beside it. */
export function writeReport({ suites, nodeSide, versions, slots, runs }) {
  const tools = Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  const intro = `${slots} slots, medians of ${runs} interleaved runs. ${machine()} ${tools}.`;
  const tables = suites.map(suiteTable);
  const node = nodeSide === undefined ? [] : [nodeSideTable(nodeSide)];
  writeSection('isolation', ['## Isolation', intro, ...tables, ...node].join('\n\n'));
  const groups = suites.map(({ suite, results }) => ({
    name: suite.title,
    bars: [...results].map(([name, { median }]) => ({ name, seconds: median })),
  }));
  writeFileSync(join(import.meta.dirname, '../isolation.svg'), barChart('Wall time, 2 slots', groups));
}

function suiteTable({ suite, results }) {
  const xargs = results.get(XARGS)?.median;
  const loadfile = results.get(LOADFILE)?.median;
  const rows = [...results].map(([name, { median, values }]) => {
    const spread = `${Math.min(...values).toFixed(2)} - ${Math.max(...values).toFixed(2)}`;
    return `| ${name} | ${median.toFixed(2)} s | ${spread} | ${ratio(median, xargs)} | ${ratio(median, loadfile)} |`;
  });
  const bound =
    suite.boundSeconds === undefined
      ? []
      : ['', `Lower bound, max(longest file, sum / slots): ${suite.boundSeconds.toFixed(2)} s.`];
  return [
    `### ${suite.title}`,
    '',
    '| | median | min - max | against xargs | against loadfile |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    ...bound,
  ].join('\n');
}

function nodeSideTable({ usages, cpuMsPerFile }) {
  return [
    '### The Node side',
    '',
    '| files | CPU | peak memory |',
    '| ---: | ---: | ---: |',
    ...usages.map(
      ({ size, cpuMs, peakMiB }) => `| ${size} | ${cpuMs.toFixed(0)} ms | ${peakMiB.toFixed(0)} MiB |`,
    ),
    '',
    `${cpuMsPerFile.toFixed(2)} ms of CPU per file, start-up left out.`,
  ].join('\n');
}

function ratio(value, reference) {
  return reference === undefined ? '' : (value / reference).toFixed(2);
}
