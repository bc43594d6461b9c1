// Shows on a fresh clone what Steadfast does: the examples in an Nx workspace, then a file that is missing for a moment.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildReport } from './setup/build-report.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { activated, ensurePython } from './setup/python-environment.mjs';
import { heading, main, ROOT, run, runTool } from './setup/run.mjs';

main(() => {
  ensureNodePackages(ROOT);
  const env = activated(ensurePython(ROOT));

  heading('Build');
  runTool('tsc', ['--build']);
  buildReport();

  heading('Three Python projects: npx nx run-many -t test');
  runTool('nx', ['run-many', '-t', 'test', '--output-style=static'], { env: { ...env, NX_DAEMON: 'false' } });

  heading('tests/test_money.py is away when pytest looks for it, twice');
  showRecovery(env);
});

/** Runs one example with a test file that is really renamed away, and back, while two attempts look for it. */
function showRecovery(env) {
  const copy = mkdtempSync(join(tmpdir(), 'steadfast-demo-'));
  try {
    cpSync(join(ROOT, 'examples/ledger'), copy, { recursive: true });
    const steadfast = join(ROOT, 'packages/cli/bin/steadfast.js');
    run(process.execPath, [steadfast, '-p', 'steadfast_faults'], {
      cwd: copy,
      env: {
        ...env,
        PYTHONPATH: join(ROOT, 'e2e/faults/python'),
        STEADFAST_FAULTS: JSON.stringify([{ path: 'tests/test_money.py', attempts: [1, 2] }]),
      },
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
