// Puts the `steadfast` command and its library into a few files, before the package is packed: they start in half the time of
// 500 modules, and the package needs no other.
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'rolldown';
import { buildReportTemplate, TEMPLATE } from './report-template.mjs';
import { ROOT } from './setup/run.mjs';

const PACKAGE = join(ROOT, 'packages/cli');

/** The Python side, which the command finds beside its bundle. */
const PYTHON = join(PACKAGE, 'python');

/** The page of the browser report, where the bundle looks for it. */
const PAGE = join(PACKAGE, 'template/report.html');

/** As deep in the package as the modules are, because they find the Python side and the version from where they are. */
const BUNDLE = join(PACKAGE, 'bin/bundle');

export async function bundleCommand() {
  await buildReportTemplate();
  cpSync(TEMPLATE, PAGE);
  cpSync(join(ROOT, 'packages/pytest/python/steadfast_pytest'), join(PYTHON, 'steadfast_pytest'), {
    recursive: true,
    filter: (path) => !path.endsWith('__pycache__'),
  });
  await build({
    input: {
      steadfast: join(PACKAGE, 'dist/commands/main.js'),
      library: join(PACKAGE, 'dist/index.js'),
      environment: join(PACKAGE, 'dist/environment/main.js'),
      // A program of its own, which the core starts.
      'services-guard': join(ROOT, 'packages/core/dist/services/services-guard.js'),
    },
    platform: 'node',
    // Only those have it who use a queue.
    external: ['@steadfast/queue'],
    logLevel: 'warn',
    output: {
      dir: BUNDLE,
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      // Names stay, so that a stack says where something went wrong.
      minify: { compress: false, mangle: false },
      // For dependencies that are CommonJS.
      banner:
        "import { fileURLToPath as __fileURLToPath } from 'node:url';\nconst __filename = __fileURLToPath(import.meta.url);",
    },
  });
}

export function removeBundle() {
  for (const path of [BUNDLE, PYTHON, dirname(PAGE)]) rmSync(path, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) {
  // In a working tree a bundle would be the command of yesterday.
  if (process.argv[2] === '--remove') removeBundle();
  else await bundleCommand();
}
