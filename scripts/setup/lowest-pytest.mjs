import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** The lowest version of pytest that the Python side is written for. */
const VERSION = '7.0.1';

/** From this Python on, that version does not import: it uses parts of `ast` that are gone. */
const TOO_NEW = [3, 14];

/**
 * A Python with the lowest pytest, in an environment under the repository that is made once.
 *
 * @returns its path, or the reason why there is none
 */
export function lowestPytest(root, python) {
  const folder = join(root, `.venv-pytest-${VERSION}`);
  const own = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(own)) return { python: own };
  if (isTooNew(python)) return { reason: `pytest ${VERSION} does not run on this Python` };
  try {
    run(python, ['-m', 'venv', '--clear', folder]);
    run(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `pytest==${VERSION}`]);
    return { python: own };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { reason: `pytest ${VERSION} could not be installed: ${error.message}` };
  }
}

function isTooNew(python) {
  const { stdout } = spawnSync(python, ['-c', 'import sys; print(*sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  const [major, minor] = stdout.split(' ').map(Number);
  return major > TOO_NEW[0] || (major === TOO_NEW[0] && minor >= TOO_NEW[1]);
}
