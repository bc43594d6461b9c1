import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { kindOf } from './path-kind.js';

/** Hooks by which a conftest or a plugin makes tests of files that pytest itself would not take. */
const COLLECTING = /\bpytest_(?:collect_file|collect_directory|pycollect_makemodule)\b/;

/**
 * Names what may collect other files than those whose names say that they hold tests; `undefined` when nothing does. What is
 * looked for is the name of a hook in the text of conftests and plugins: nothing is imported.
 *
 * @param modules Conftests and plugins of the project; absolute paths.
 * @param plugins Installed plugins that have such a hook; see `Interpreter.collectors`.
 */
export function foreignCollectors(
  modules: readonly string[],
  plugins: readonly string[],
  rootDirectory: string,
): string | undefined {
  const found = [
    ...modules.filter(hasHook).map((path) => relative(rootDirectory, path).replaceAll(sep, '/')),
    ...plugins,
  ];
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  return others.length === 0 ? first : `${first} and ${String(others.length)} more`;
}

/** The conftests among files, and those of the folders above the searched ones, up to the root directory. */
export function conftestsFor(
  searched: readonly string[],
  files: readonly string[],
  rootDirectory: string,
): readonly string[] {
  const above = searched.flatMap((folder) => {
    const paths: string[] = [];
    for (let at = folder; at !== rootDirectory && at !== dirname(at); at = dirname(at)) {
      paths.push(join(dirname(at), 'conftest.py'));
    }
    return paths;
  });
  return [...new Set([...above, ...files.filter((path) => basename(path) === 'conftest.py')])].sort();
}

/**
 * The plugins of a project itself: those that its conftests name in `pytest_plugins`, and those that `-p` or `PYTEST_PLUGINS` name.
 *
 * @param named Names of modules.
 * @param folders Where modules are looked for.
 */
export function localPlugins(
  conftests: readonly string[],
  named: readonly string[],
  folders: readonly string[],
): readonly string[] {
  const names = new Set([...named, ...conftests.flatMap((path) => pluginNames(textOf(path)))]);
  return [...names].flatMap((name) => {
    const path = name.replaceAll('.', sep);
    return folders
      .flatMap((folder) => [join(folder, `${path}.py`), join(folder, path, '__init__.py')])
      .filter((file) => kindOf(file) === 'file');
  });
}

/** What stands in quotes after `pytest_plugins =`, up to the end of the list. */
function pluginNames(text: string): readonly string[] {
  const value = /^pytest_plugins\b[^=]*=\s*(\[[^\]]*\]|\([^)]*\)|.*)/m.exec(text)?.[1] ?? '';
  return [...value.matchAll(/["']([\w.]+)["']/g)].map(([, name = '']) => name);
}

function hasHook(path: string): boolean {
  return COLLECTING.test(textOf(path));
}

/** The text of a file; none of one that cannot be read, about which pytest complains. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
