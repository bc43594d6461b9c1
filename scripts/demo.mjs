// Shows on a fresh clone what Steadfast does that pytest does not: three faults from the field, each with both, for real.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Stage } from './demo/stage.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { activated, ensurePython } from './setup/python-environment.mjs';
import { main, ROOT, runQuietly, step, toolCommand } from './setup/run.mjs';

const MOVED = 'tests/test_cart.py';
/** The run that has most to show, for the browser. */
const REPORT = join(tmpdir(), 'steadfast-demo.html');

main(() => {
  step('Node packages', () => ensureNodePackages(ROOT));
  const python = step('Python with pytest', () => ensurePython(ROOT));
  step('Build', () => {
    runQuietly(...toolCommand('tsc', ['--build']));
    runQuietly(process.execPath, [join(ROOT, 'scripts/report-template.mjs')]);
  });

  const shop = mkdtempSync(join(tmpdir(), 'steadfast-demo-'));
  try {
    const stage = new Stage(shop, activated(python));
    const rows = [briefAbsence(stage), leftOverProcess(stage), earlyExit(stage)];
    stage.say('In short');
    stage.table(['fault', 'pytest', 'Steadfast'], rows);
    stage.tell(
      `The second run in the browser, with the culprit and the timeline: ${pathToFileURL(REPORT).href}`,
    );
  } finally {
    rmSync(shop, { recursive: true, force: true });
  }
  step('The examples as an Nx workspace: npx nx run-many -t test', () => {
    const env = { ...activated(python), NX_DAEMON: 'false' };
    runQuietly(...toolCommand('nx', ['run-many', '-t', 'test', '--output-style=static']), env);
  });
});

function briefAbsence(stage) {
  stage.say('1. A test file is away for a moment, as on a slow network disk');
  copyShop(stage, ['test_cart.py', 'test_discount.py']);
  const faults = {
    PYTEST_ADDOPTS: '-p steadfast_faults',
    PYTHONPATH: join(ROOT, 'e2e/faults/python'),
    STEADFAST_FAULTS: JSON.stringify([{ path: MOVED, attempts: [1] }]),
  };
  const pytest = stage.pytest(['-q', '--no-header', MOVED], faults);
  stage.tell(
    `${MOVED} ${existsSync(join(stage.folder, MOVED)) ? 'exists' : 'is gone'}, and no test has failed.`,
  );
  const steadfast = stage.steadfast([], faults);
  return ['a file is away for a moment', `red, exit ${pytest}`, `recovered, exit ${steadfast}`];
}

function leftOverProcess(stage) {
  stage.say('2. A test passes, and the process that it left behind removes a file');
  const files = ['test_a_server.py', 'test_b_orders.py', 'test_wishlist.py'];
  copyShop(stage, files);
  const pytest = Math.max(...files.map((file) => stage.pytest(['-q', '--no-header', `tests/${file}`])));
  copyShop(stage, files);
  stage.tell('Steadfast ends such a process. Told to leave it alone, it says who did it:');
  stage.steadfast(['-j', '1', '--leaks', 'warn', '--html', REPORT]);
  copyShop(stage, files);
  const steadfast = stage.steadfast(['-j', '1']);
  return [
    'a left-over process removes a file',
    `red, exit ${pytest}, no culprit`,
    `process named and ended, exit ${steadfast}`,
  ];
}

function earlyExit(stage) {
  stage.say('3. A test ends its process with os._exit(0)');
  copyShop(stage, ['test_exit.py']);
  const pytest = stage.pytest(['-q', '--no-header']);
  const steadfast = stage.steadfast([]);
  return ['os._exit(0) within a test', `green, exit ${pytest}`, `crashed, exit ${steadfast}`];
}

/** A fresh copy, so that a history of durations, or what was removed, does not matter. */
function copyShop({ folder }, files) {
  rmSync(folder, { recursive: true, force: true });
  const source = join(ROOT, 'scripts/demo/shop');
  for (const name of ['pytest.ini', 'conftest.py', 'shop.py']) cpSync(join(source, name), join(folder, name));
  for (const name of files) cpSync(join(source, 'tests', name), join(folder, 'tests', name));
}
