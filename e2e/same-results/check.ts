/**
 * Runs a suite three ways - plain `python -m pytest FILE`, spawn, warm - and prints every test on which they differ.
 *
 *     npm run same-results -- --python PYTHON --cwd FOLDER PATH... [-- PYTEST OPTIONS]
 *     npm run same-results -- --python PYTHON --package networkx
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { differences } from './outcomes.js';
import { runPlain } from './plain-pytest.js';
import { runSteadfast } from './steadfast-run.js';

/** Captured output of every test goes into both reports, to be compared. */
const LOGGING = ['-o', 'junit_logging=all', '-o', 'junit_family=xunit2'];

const separator = process.argv.indexOf('--', 2);
const end = separator < 0 ? process.argv.length : separator;
const { values, positionals } = parseArgs({
  args: process.argv.slice(2, end),
  options: {
    python: { type: 'string', default: 'python3' },
    cwd: { type: 'string', default: '.' },
    package: { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
const pytestOptions = [...LOGGING, ...process.argv.slice(end + 1)];
const { cwd, paths } = await suite();
const scratch = mkdtempSync(join(tmpdir(), 'same-results-'));
try {
  process.exitCode = (await check()) ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true });
}

async function suite(): Promise<{ readonly cwd: string; readonly paths: readonly string[] }> {
  if (values.package === undefined) return { cwd: resolve(values.cwd), paths: positionals };
  const code = `import ${values.package} as package; print(package.__path__[0])`;
  const { stdout } = await execa(values.python, ['-c', code], { cwd: tmpdir() });
  return { cwd: dirname(stdout), paths: [values.package] };
}

async function check(): Promise<boolean> {
  const common = { python: values.python, cwd, paths, pytestOptions, scratch };
  const warm = await runSteadfast({ ...common, isolation: 'warm' });
  const spawn = await runSteadfast({ ...common, isolation: 'spawn' });
  const started = Date.now();
  const plain = await runPlain({ ...common, files: warm.files, jobs: Number(values.jobs) });
  const seconds = (Date.now() - started) / 1000;
  const lines = [...differences('spawn', plain, spawn.tests), ...differences('warm', plain, warm.tests)];
  for (const line of lines) console.log(line);
  const timing = `plain ${seconds.toFixed(1)} s, spawn ${spawn.seconds.toFixed(1)} s, warm ${warm.seconds.toFixed(1)} s`;
  console.log(`${warm.files.length} files, ${plain.size} tests, ${lines.length} differences (${timing})`);
  return lines.length === 0 && plain.size > 0;
}
