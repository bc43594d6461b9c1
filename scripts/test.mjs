// Everything that must hold before a change lands, in the order in which it fails fastest.
import { buildReport } from './setup/build-report.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { lintPythonSide, testPythonSide } from './setup/python-side.mjs';
import { testedPytest } from './setup/pytest-version.mjs';
import { activated, ensurePython } from './setup/python-environment.mjs';
import { ensurePostgresql } from './setup/postgresql.mjs';
import { ensureRedisServer } from './setup/redis-server.mjs';
import { heading, main, ROOT, run, runTool } from './setup/run.mjs';

main(() => {
  ensureNodePackages(ROOT);
  ensureRedisServer();
  ensurePostgresql();
  ensureChromium();
  const python = ensurePython(ROOT);
  const env = activated(python);

  heading('Lint');
  runTool('eslint', ['.']);
  runTool('prettier', ['--check', '--log-level', 'warn', '.']);
  runTool('knip', ['--no-config-hints']);
  lintPythonSide(ROOT, python);
  heading('Types, build, and what is made from them');
  run(process.execPath, ['scripts/generate.mjs', '--check']);
  buildReport();
  heading('Python tests');
  const { lowest, newest } = testedPytest(ROOT);
  testPythonSide(ROOT, python, [newest, lowest]);
  heading('Unit and e2e tests');
  runTool('vitest', ['run'], { env });
});
