import { join } from 'node:path';
import { pythonTools } from './python-tools.mjs';
import { pythonWithPytest } from './pytest-version.mjs';
import { run } from './run.mjs';

const FOLDER = 'packages/pytest/python';

/** Style and types of the Python side. */
export function lintPythonSide(root, python) {
  const tools = pythonTools(root, python);
  const cwd = join(root, FOLDER);
  run(tools, ['-m', 'ruff', 'check', '--quiet', '.'], { cwd });
  run(tools, ['-m', 'mypy', '--no-error-summary', 'steadfast_pytest'], { cwd });
}

/** Tests of the Python side with some versions of pytest; what cannot be had is told. */
export function testPythonSide(root, python, versions) {
  for (const version of versions) {
    const found = pythonWithPytest(root, python, version);
    if (found.python === undefined) console.log(`Not run with pytest ${version}: ${found.reason}.`);
    else run(found.python, ['-m', 'pytest', '-q', `${FOLDER}/tests`]);
  }
}
