// `node benchmarks/scale.mjs [--sizes 2000,20000] [--reports none,all]`: memory, descriptors and time of Node for suites of many tiny
// files; writes them to RESULTS.md. Twenty thousand files take a quarter of an hour.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { parseArgs } from 'node:util';
import { machine } from './machine.mjs';
import { writeSection } from './results-file.mjs';

const STEADFAST = join(import.meta.dirname, '../packages/cli/bin/steadfast.js');
const SAMPLE_MS = 500;
const PER_FOLDER = 200;
const MIB = 2 ** 20;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '2000,20000' },
    reports: { type: 'string', default: 'none,all' },
  },
});

const REPORTS = {
  none: ['--durations-file', 'none.json'],
  all: [
    ...['--record', 'record.json', '--junitxml', 'junit.xml', '--html', 'report.html'],
    ...['--events', 'events.ndjson', '--trace', 'trace.json', '--durations-file', 'durations.json'],
  ],
};

const rows = [];
for (const reports of values.reports.split(','))
  for (const size of values.sizes.split(',').map(Number)) rows.push(await measure(size, reports));
writeSection('scale', section(rows));

async function measure(files, reports) {
  const folder = mkdtempSync(join(tmpdir(), 'steadfast-scale-'));
  try {
    writeSuite(folder, files);
    const started = Date.now();
    const run = spawn(
      process.execPath,
      [STEADFAST, '-j', '2', '--isolation', 'pytest', '--progress', 'none', ...REPORTS[reports]],
      { cwd: folder, stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => run.once('exit', resolve));
    const seen = { rss: 0, descriptors: 0, cpuMs: 0 };
    const timer = setInterval(() => sample(run.pid, seen), SAMPLE_MS);
    const exitCode = await ended;
    clearInterval(timer);
    const seconds = (Date.now() - started) / 1000;
    if (exitCode !== 0) throw new Error(`${files} files with ${reports} reports: exit code ${exitCode}`);
    const record = reports === 'all' ? statSync(join(folder, 'record.json')).size : 0;
    console.log(files, reports, seconds.toFixed(0), seen);
    return { files, reports, seconds, record, ...seen };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeSuite(folder, files) {
  writeFileSync(join(folder, 'pytest.ini'), '[pytest]\n');
  for (let index = 0; index < files; index++) {
    const tests = join(folder, `tests_${Math.floor(index / PER_FOLDER)}`);
    if (index % PER_FOLDER === 0) mkdirSync(tests);
    writeFileSync(
      join(tests, `test_${index}.py`),
      'def test_one():\n    assert 1 + 1 == 2\n\n\ndef test_two():\n    assert "a".upper() == "A"\n',
    );
  }
}

/** What the kernel knows of the process, as long as there is one. */
function sample(pid, seen) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    seen.rss = Math.max(seen.rss, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
    seen.descriptors = Math.max(seen.descriptors, readdirSync(`/proc/${pid}/fd`).length);
    const [, user, system] =
      /(?:\S+ ){11}(\d+) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]) ?? [];
    seen.cpuMs = (Number(user) + Number(system)) * 10;
  } catch {
    // It has ended.
  }
}

function section(measured) {
  const perFile = ['none', 'all'].flatMap((reports) => {
    const [small, large] = measured.filter((row) => row.reports === reports);
    if (large === undefined) return [];
    const bytes = (large.rss - small.rss) / (large.files - small.files);
    const what = reports === 'none' ? 'without reports' : 'with all reports';
    return [`${(bytes / 1024).toFixed(1)} KiB of memory per file ${what}.`];
  });
  return [
    '## Many files',
    '',
    `Node's side of suites of tiny files, two tests each: ${machine()} \`node benchmarks/scale.mjs\` writes this section. All reports: record,`,
    'JUnit, HTML, events, trace and durations.',
    '',
    '| files | reports | peak memory | descriptors | CPU of Node per file | time per file | record |',
    '| ----: | ------- | ----------: | ----------: | -------------------: | ------------: | -----: |',
    ...measured.map(
      ({ files, reports, rss, descriptors, cpuMs, seconds, record }) =>
        `| ${files} | ${reports} | ${(rss / MIB).toFixed(0)} MiB | ${descriptors} | ${(cpuMs / files).toFixed(2)} ms | ${((seconds * 1000) / files).toFixed(1)} ms | ${record === 0 ? '' : `${(record / MIB).toFixed(1)} MiB`} |`,
    ),
    '',
    perFile.join(' '),
  ].join('\n');
}
