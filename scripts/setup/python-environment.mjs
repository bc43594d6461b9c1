import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { run } from './run.mjs';

const WINDOWS = process.platform === 'win32';
const LOWEST = { python: [3, 9], pytest: [7, 0] };
const INSTALL = ['pytest>=7'];

const PROBE = `
import importlib.util, json, sys
found = None
if importlib.util.find_spec("pytest"):
    import pytest
    found = pytest.__version__
print(json.dumps({"python": "%d.%d.%d" % sys.version_info[:3], "executable": sys.executable, "pytest": found}))
`;

/**
 * Finds a Python with pytest: the active environment's, the machine's, or one of the repository's own, which is made if
 * there is no other.
 *
 * @returns the path of the interpreter
 * @throws when none can be had, with what was looked at and what to do
 */
export function ensurePython(root) {
  const own = join(root, '.venv', WINDOWS ? 'Scripts/python.exe' : 'bin/python');
  const looked = candidates(own).map(probe);
  const suitable = looked.find(
    (it) => isAtLeast(it.pytest, LOWEST.pytest) && isAtLeast(it.python, LOWEST.python),
  );
  if (suitable) return suitable.executable;

  const base = looked.find((it) => it.command !== own && isAtLeast(it.python, LOWEST.python));
  if (!base)
    throw new Error(explain('There is no Python 3.9 or newer.', looked, 'Install one and try again.'));
  console.log(`Making .venv with Python ${base.python}, because no Python here has pytest 7 or newer.`);
  try {
    makeEnvironment(base.executable, join(root, '.venv'), own);
  } catch (error) {
    rmSync(join(root, '.venv'), { recursive: true, force: true });
    const problem = `No Python environment could be made: ${error.message}`;
    throw new Error(explain(problem, looked, advice(base.executable)), { cause: error });
  }
  return own;
}

/** Environment in which `python` and `python3` are this interpreter, as an activated virtual environment has it. */
export function activated(python) {
  const folder = dirname(python);
  const environment = dirname(folder);
  return {
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    ...(existsSync(join(environment, 'pyvenv.cfg')) && { VIRTUAL_ENV: environment }),
  };
}

function candidates(own) {
  const active = process.env.VIRTUAL_ENV;
  const ofActive = active && join(active, WINDOWS ? 'Scripts/python.exe' : 'bin/python');
  return [ofActive, 'python3', 'python', own].filter(
    (command) => command && (!isAbsolute(command) || existsSync(command)),
  );
}

function probe(command) {
  const { status, stdout } = spawnSync(command, ['-c', PROBE], { encoding: 'utf8', timeout: 60_000 });
  return status === 0 ? { command, ...JSON.parse(stdout) } : { command, python: null, pytest: null };
}

function isAtLeast(version, lowest) {
  if (version === null) return false;
  const [major, minor] = version.split('.').map(Number);
  return major > lowest[0] || (major === lowest[0] && minor >= lowest[1]);
}

/** pip keeps no cache that it can install from without a network, so the wheels are kept beside the one that it has. */
function makeEnvironment(base, folder, python) {
  run(base, ['-m', 'venv', '--clear', folder]);
  const pip = ['-m', 'pip', '--disable-pip-version-check'];
  const cache = spawnSync(python, [...pip, 'cache', 'dir'], { encoding: 'utf8' }).stdout.trim();
  const wheels = join(cache || folder, 'steadfast');
  // Without a network, what was downloaded the last time will do.
  spawnSync(python, [...pip, 'download', '--quiet', '--dest', wheels, ...INSTALL], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  run(python, [...pip, 'install', '--quiet', '--no-index', '--find-links', wheels, ...INSTALL]);
}

function explain(problem, looked, todo) {
  const seen = looked.map(({ command, python, pytest }) =>
    python
      ? `  ${command}: Python ${python}, ${pytest ? `pytest ${pytest}` : 'no pytest'}`
      : `  ${command}: not there`,
  );
  return [problem, 'Looked at:', ...seen, todo].join('\n');
}

function advice(python) {
  return `Install pytest yourself (${python} -m pip install ${INSTALL.map((name) => `"${name}"`).join(' ')}) and try again.`;
}
