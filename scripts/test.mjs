// Everything that must hold before a change lands, in the order in which it fails fastest.
import { ensureNodePackages } from './setup/node-packages.mjs';
import { lowestPytest } from './setup/lowest-pytest.mjs';
import { activated, ensurePython } from './setup/python-environment.mjs';
import { heading, main, ROOT, run, runTool } from './setup/run.mjs';

main(() => {
  ensureNodePackages(ROOT);
  const python = ensurePython(ROOT);
  const env = activated(python);

  heading('Lint');
  runTool('eslint', ['.']);
  runTool('prettier', ['--check', '--log-level', 'warn', '.']);
  heading('Types and build');
  runTool('tsc', ['--build']);
  heading('Python tests');
  const lowest = lowestPytest(ROOT, python);
  for (const each of [python, lowest.python]) {
    if (each) run(each, ['-m', 'pytest', '-q', 'packages/pytest/python/tests']);
    else console.log(`Not run with the lowest pytest: ${lowest.reason}.`);
  }
  heading('Unit and e2e tests');
  runTool('vitest', ['run'], { env });
});
