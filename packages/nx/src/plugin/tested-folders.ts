import { posix } from 'node:path';
import type { PythonFolder } from './python-workspace.js';
import { foldersAbove } from './python-workspace.js';

/**
 * The folders of which the tests are run. One that configures pytest is, unless all tests below it are another's: then its
 * configuration is only there to be shared. One that has a name and no configuration of its own, such as a member of a uv
 * workspace, is when a configuration above it counts and it has test files.
 */
export function testedFolders(
  folders: readonly PythonFolder[],
  pythonFiles: readonly string[],
): ReadonlySet<string> {
  const withTests = foldersWithTests(folders, pythonFiles);
  const candidates = folders.filter(
    ({ root, isConfigured, configuration }) =>
      isConfigured || (configuration !== undefined && withTests.has(root)),
  );
  const withOthersBelow = new Set(candidates.flatMap(({ root }) => foldersAbove(root)));
  return new Set(
    candidates.map(({ root }) => root).filter((root) => !withOthersBelow.has(root) || withTests.has(root)),
  );
}

/** The folders that have test files which are not a deeper folder's. */
function foldersWithTests(
  folders: readonly PythonFolder[],
  pythonFiles: readonly string[],
): ReadonlySet<string> {
  const byRoot = new Map(folders.map((folder) => [folder.root, folder]));
  const found = new Set<string>();
  for (const file of pythonFiles) {
    const owner = foldersAbove(file).find((root) => byRoot.has(root));
    if (owner === undefined || found.has(owner)) continue;
    const patterns = byRoot.get(owner)?.configuration?.testFilePatterns ?? [];
    if (patterns.some((pattern) => matches(posix.basename(file), posix.basename(pattern)))) found.add(owner);
  }
  return found;
}

/** As Python's fnmatch: `*`, `?` and `[...]`. */
function matches(name: string, pattern: string): boolean {
  const source = pattern.replace(/\[!?[^\]]+\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length > 1) return part.replace('[!', '[^');
    return part.replace(/[.+^${}()|[\]\\]/, '\\$&');
  });
  return new RegExp(`^${source}$`).test(name);
}
