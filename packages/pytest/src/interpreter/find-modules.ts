import { join } from 'node:path';
import { pathOfNodeId } from '../arguments/scan-words.js';
import { kindOf } from '../discovery/path-kind.js';
import type { Environment } from './interpreter-candidates.js';
import { findTopLevelModules, type ModulePlace } from './probe.js';

/**
 * Finds the files and folders of the modules that words of `--pyargs` name. The interpreter says where a top-level package is,
 * which imports nothing; what is below it is found by its name. A word that names no module is left out: it is a path.
 *
 * @throws {UsageError} when the interpreter does not answer.
 */
export async function findModules(
  python: string,
  words: readonly string[],
  directory: string,
  environment: Environment,
): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(words.map(pathOfNodeId))].filter((name) =>
    /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name),
  );
  const tops = [...new Set(names.map((name) => name.split('.', 1)[0] ?? name))];
  if (tops.length === 0) return new Map();
  const places = await findTopLevelModules(python, tops, directory, environment);
  return new Map(
    names.flatMap((name) => {
      const [top = name, ...below] = name.split('.');
      const path = pathOfModule(places[top], below);
      return path === undefined ? [] : [[name, path] as const];
    }),
  );
}

function pathOfModule(place: ModulePlace | undefined, below: readonly string[]): string | undefined {
  if (!place) return undefined;
  if (place.folders.length === 0) return below.length === 0 ? (place.origin ?? undefined) : undefined;
  const paths = place.folders.map((folder) => join(folder, ...below));
  if (below.length === 0) return paths[0];
  return paths
    .flatMap((path) => [path, `${path}.py`])
    .find((path) => kindOf(path) === (path.endsWith('.py') ? 'file' : 'directory'));
}
