import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectionRules } from './collection-rules.js';
import { isFile, kindOf, type PathKind } from './path-kind.js';

/** What a folder holds that pytest would collect. */
export interface WalkResult {
  /** Absolute paths, in pytest's order. */
  readonly files: readonly string[];
  /** What could not be looked at. */
  readonly problems: readonly string[];
}

/** Collects a folder and all that pytest would go into below it. The folder itself was named, so no rule applies to it. */
export function walkDirectory(directory: string, rules: CollectionRules): WalkResult {
  const files: string[] = [];
  const problems: string[] = [];
  const visit = (folder: string, entries: readonly Dirent[], chain: readonly string[]): void => {
    for (const entry of entries) {
      const path = join(folder, entry.name);
      switch (kindOfEntry(entry, path)) {
        case 'file':
          if (!rules.ignores(path) && rules.collects(path)) files.push(path);
          break;
        case 'directory': {
          if (rules.ignores(path) || rules.skipsDirectory(path)) break;
          // A link that leads back up would be followed until the system refuses; pytest would run its tests 40 times.
          const real = entry.isSymbolicLink() ? realpathSync(path) : join(chain.at(-1) ?? '', entry.name);
          if (chain.includes(real)) break;
          const below = list(path, problems);
          if (rules.collectInVirtualEnvironments || !isVirtualEnvironment(path, below)) {
            visit(path, below, [...chain, real]);
          }
          break;
        }
        case 'other':
        case 'absent':
          break;
      }
      if (entry.name.includes('\uFFFD') && rules.collects(path)) {
        problems.push(`${path}: the name is not valid UTF-8, so the file cannot be run; rename it`);
      }
    }
  };
  visit(directory, list(directory, problems), [realpathSync(directory)]);
  return { files, problems };
}

function list(folder: string, problems: string[]): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code !== 'ENOENT') problems.push(`${folder}: cannot be searched for tests: ${code}`);
    return [];
  }
}

function kindOfEntry(entry: Dirent, path: string): PathKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? kindOf(path) : 'other';
}

/** As pytest tells one: https://docs.pytest.org/en/stable/reference/reference.html#confval-norecursedirs */
function isVirtualEnvironment(folder: string, entries: readonly Dirent[]): boolean {
  return entries.some(
    ({ name }) =>
      (name === 'pyvenv.cfg' && isFile(join(folder, name))) ||
      (name === 'conda-meta' && isFile(join(folder, name, 'history'))),
  );
}
