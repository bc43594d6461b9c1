import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetConfiguration } from 'nx/src/devkit-exports.js';

/** Where it is noted which targets passed only because tests or files ran again; relative to the workspace. */
const NOTES = '.nx/steadfast-unclean';

const PREFIX = 'NX_STEADFAST_UNCLEAN_';

/**
 * Keeps a pass from being used again. Nx caches whatever succeeds, and no executor can say otherwise: so a note is made that is
 * an input of the target. The next run asks for another result than the one that is cached.
 *
 * @param root Folder of the project, relative to the workspace.
 */
export function noteUncleanPass(workspaceRoot: string, root: string, targetName: string): void {
  const folder = join(workspaceRoot, NOTES);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  // Not the hash of the pass, which the process of a batch is not told.
  writeFileSync(join(folder, keyOf(root, targetName)), randomUUID());
}

/** The input by which a target's hash depends on its last unclean pass. */
export function uncleanPassInput(
  root: string,
  targetName: string,
): NonNullable<TargetConfiguration['inputs']>[number] {
  return { env: `${PREFIX}${keyOf(root, targetName)}` };
}

/** The variables that tell Nx of all unclean passes. */
export function uncleanPassVariables(workspaceRoot: string): Readonly<Record<string, string>> {
  const folder = join(workspaceRoot, NOTES);
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return {};
  }
  const notes = names.filter((name) => !name.startsWith('.'));
  return Object.fromEntries(
    notes.map((name) => [`${PREFIX}${name}`, readFileSync(join(folder, name), 'utf8')]),
  );
}

function keyOf(root: string, targetName: string): string {
  return createHash('sha256').update(`${root}:${targetName}`).digest('hex').slice(0, 16).toUpperCase();
}
