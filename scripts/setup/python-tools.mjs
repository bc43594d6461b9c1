import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** What checks the Python side; pytest is there for its types. */
const TOOLS = ['ruff==0.17.6', 'mypy==2.4.1', 'pytest==9.2.0'];

/** An environment with the tools, whose name tells which; made once. Throws when it cannot be made. */
export function pythonTools(root, python) {
  const folder = join(root, `.venv-tools-${TOOLS.map((tool) => tool.split('==')[1]).join('-')}`);
  const own = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(own)) return own;
  try {
    run(python, ['-m', 'venv', '--clear', folder]);
    run(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...TOOLS]);
    return own;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
