// Records a real run on a terminal as docs/terminal.svg: a file that is away for a moment, a test that leaves a process
// behind, and one that ends its process.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activated, ensurePython } from './setup/python-environment.mjs';
import { ROOT } from './setup/run.mjs';
import { record } from './terminal/record.mjs';
import { svgOf } from './terminal/svg.mjs';

const SIZE = { columns: 92, rows: 28 };

const shop = mkdtempSync(join(tmpdir(), 'steadfast-record-'));
try {
  cpSync(join(ROOT, 'scripts/demo/shop'), shop, { recursive: true });
  const command = ['sh', '-c', 'echo "\\033[1m$ npx steadfast\\033[0m"; exec "$@"', 'sh'];
  const steadfast = [process.execPath, join(ROOT, 'packages/cli/bin/steadfast.js'), '-j', '2'];
  const frames = await record([...command, ...steadfast], {
    ...SIZE,
    cwd: shop,
    env: {
      ...activated(ensurePython(ROOT)),
      PYTEST_ADDOPTS: '-p steadfast_faults',
      PYTHONPATH: join(ROOT, 'e2e/faults/python'),
      STEADFAST_FAULTS: JSON.stringify([{ path: 'tests/test_cart.py', attempts: [1, 2] }]),
      npm_lifecycle_event: 'npx',
    },
  });
  const title =
    'Steadfast recovers a missing file, names a left-over process and does not believe os._exit(0)';
  writeFileSync(join(ROOT, 'docs/terminal.svg'), svgOf(frames, { ...SIZE, title }));
  console.log(`docs/terminal.svg: ${frames.length} pictures`);
} finally {
  rmSync(shop, { recursive: true, force: true });
}
