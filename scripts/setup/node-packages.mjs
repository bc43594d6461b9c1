import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './run.mjs';

/** Installs the Node packages when they are missing or not those of the lock file. */
export function ensureNodePackages(root) {
  const reason = staleReason(root);
  if (reason === undefined) return;
  console.log(`Installing the Node packages: ${reason}.`);
  runNpm(['ci', '--no-audit', '--no-fund', '--prefer-offline'], root);
}

/** Why `npm ci` is needed, if it is. npm leaves what it installed in `node_modules/.package-lock.json`. */
export function staleReason(root) {
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (installed === undefined) return 'there are none';
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (wanted === undefined)
    throw new Error(`${join(root, 'package-lock.json')} is missing: the clone is incomplete.`);
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    const there = installed[path];
    // npm leaves out optional packages of other platforms.
    if (there === undefined && (entry.optional || entry.devOptional)) continue;
    if (there === undefined || there.version !== entry.version)
      return `${path} is not what the lock file says`;
    if (!existsSync(join(root, path))) return `${path} is missing`;
  }
  return undefined;
}

function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}
