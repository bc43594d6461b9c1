import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** pytest's development, as pip takes it. */
const MAIN = 'pytest @ git+https://github.com/pytest-dev/pytest';

/** Versions of pytest before this major one do not import on Python 3.14: they use parts of `ast` that are gone. */
const RUNS_ON_NEWEST_PYTHON = 8;

/** The versions that the Python side is tested with; the same file tells `steadfast doctor`. */
export function testedPytest(root) {
  const file = join(root, 'packages/pytest/python/steadfast_pytest/tested-pytest.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * A Python with a certain pytest, in an environment under the repository that is made once; `main` is made anew.
 *
 * @returns its path, or the reason why there is none
 */
export function pythonWithPytest(root, python, version) {
  const found = ask(python, 'import sys, pytest; print(pytest.__version__, sys.version_info[1])').split(' ');
  if (found[0] === version) return { python };
  if (Number(found[1]) >= 14 && Number(version.split('.')[0]) < RUNS_ON_NEWEST_PYTHON)
    return { reason: `pytest ${version} does not run on this Python` };

  const folder = join(root, `.venv-pytest-${version}`);
  const own = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(own) && version !== 'main') return { python: own };
  try {
    run(python, ['-m', 'venv', '--clear', folder]);
    const wanted = version === 'main' ? MAIN : `pytest==${version}`;
    run(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wanted]);
    return { python: own };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { reason: `pytest ${version} could not be installed: ${error.message}` };
  }
}

function ask(python, code) {
  return spawnSync(python, ['-c', code], { encoding: 'utf8' }).stdout.trim();
}
