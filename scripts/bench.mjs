// `npm run bench [-- --suites tiny,networkx --runs 5]`: measures isolation side by side, and writes benchmarks/RESULTS.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contenders } from '../benchmarks/isolation/contenders.mjs';
import { measureInterleaved } from '../benchmarks/isolation/measure.mjs';
import { measureNodeSide } from '../benchmarks/isolation/node-side.mjs';
import { writeReport } from '../benchmarks/isolation/report.mjs';
import { applicationSuite, djangoSuite, pandasSuite } from '../benchmarks/isolation/project-suites.mjs';
import { heavyImportSuite, networkxSuite, skewedSuite, tinySuite } from '../benchmarks/isolation/suites.mjs';
import { bundleCommand, removeBundle } from './bundle.mjs';

const ROOT = join(import.meta.dirname, '..');
const PACKAGES = ['pytest==9.2.0', 'pytest-xdist', 'networkx', 'numpy', 'pandas', 'django', 'pytest-django'];

const { values: options } = parseArgs({
  options: {
    suites: {
      type: 'string',
      default: 'tiny,networkx,pandas,django,application,heavy-import,skewed,node-side',
    },
    runs: { type: 'string', default: '5' },
    slots: { type: 'string', default: '2' },
  },
});
const wanted = new Set(options.suites.split(','));
const slots = Number(options.slots);
const runs = Number(options.runs);
const python = ensurePython();
const scratch = mkdtempSync(join(tmpdir(), 'steadfast-bench-'));
try {
  // What is measured is the command as it is published.
  await bundleCommand();
  const sitePackages = ask('import sysconfig; print(sysconfig.get_paths()["purelib"])');
  const suites = [
    wanted.has('tiny') && tinySuite(scratch),
    wanted.has('networkx') && networkxSuite(sitePackages, listTestFiles),
    wanted.has('pandas') && pandasSuite(scratch),
    wanted.has('django') && djangoSuite(scratch),
    wanted.has('application') && applicationSuite(scratch),
    wanted.has('heavy-import') && heavyImportSuite(scratch),
    wanted.has('skewed') && skewedSuite(scratch, slots),
  ].filter(Boolean);
  const measured = suites.map((suite) => ({ suite, results: measure(suite) }));
  const nodeSide = wanted.has('node-side')
    ? measureNodeSide(scratch, { python, slots, sizes: [500, 2000, 5000] })
    : undefined;
  writeReport({ suites: measured, nodeSide, versions: versions(), slots, runs });
} finally {
  removeBundle();
  rmSync(scratch, { recursive: true, force: true });
}

function measure(suite) {
  // A suite with history has it from the warm-up round; one without has none in any round.
  const durations = ['--durations-file', join(scratch, `${suite.name}-durations.json`)];
  return measureInterleaved(contenders(suite, { python, slots, scratch, durations }), {
    cwd: suite.cwd,
    runs,
    onRun: ({ name, round, seconds }) => {
      console.log(
        `${suite.name} ${round === 0 ? 'warm-up' : `run ${round}`}: ${name}: ${seconds.toFixed(2)} s`,
      );
    },
  });
}

function ensurePython() {
  const environment = join(ROOT, '.venv-bench');
  const interpreter = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(interpreter)) {
    run('python3', ['-m', 'venv', environment]);
    run(interpreter, ['-m', 'pip', 'install', '--quiet', ...PACKAGES]);
  }
  return interpreter;
}

function versions() {
  const code =
    'import sys, pytest, xdist, networkx, numpy; print(sys.version.split()[0], pytest.__version__, xdist.__version__, networkx.__version__, numpy.__version__)';
  const [version, pytest, xdist, networkx, numpy] = ask(code).split(' ');
  return { node: process.versions.node, python: version, pytest, 'pytest-xdist': xdist, networkx, numpy };
}

function listTestFiles(root, folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => /(^|[/\\])test_[^/\\]*\.py$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}

function ask(code) {
  return run(python, ['-c', code]).trim();
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed:\n${error?.message ?? stderr}`);
  return stdout;
}
