import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';

const FOLDER = join(import.meta.dirname, '../../.venv-plugins');
const PYTHON = join(FOLDER, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
/** Says that the environment is complete, and what was asked for. */
const STAMP = join(FOLDER, 'installed.txt');

const PACKAGES = [
  'pytest',
  'pytest-asyncio',
  'pytest-cov',
  'pytest-django',
  'pytest-mock',
  'pytest-randomly',
  'pytest-timeout',
  'pytest-xdist',
  'django',
  'hypothesis',
].join('\n');

/** A Python with the plugins that tests are about, made once under the repository; `undefined` where it cannot be had. */
export function pythonWithPlugins(): string | undefined {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === PACKAGES) return PYTHON;
  try {
    execaSync('python3', ['-m', 'venv', '--clear', FOLDER]);
    const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet'];
    execaSync(PYTHON, [...pip, ...PACKAGES.split('\n')]);
    writeFileSync(STAMP, PACKAGES);
    return PYTHON;
  } catch (error) {
    rmSync(FOLDER, { recursive: true, force: true });
    // Without a network there is none. On a CI machine there is one, and tests that are skipped would look green.
    if (process.env['CI'] !== undefined) throw error;
    return undefined;
  }
}
