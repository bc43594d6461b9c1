import { resolve } from 'node:path';
import { pathOfNodeId } from '../arguments/scan-words.js';
import { UsageError } from '../usage-error.js';
import { kindOf, type PathKind } from './path-kind.js';

/** One path or node id of the command line. */
export interface CollectionArgument {
  /** Absolute. */
  readonly path: string;
  readonly kind: PathKind;
  /** What follows the path in a node id, such as `::TestClass::test_it[a::b]`. */
  readonly rest: string;
}

/**
 * Tells path and test of a word apart: the path ends at the last `::` before which a file of that name exists, because names of
 * tests may hold `::`, and so may names of files; at the first `::` when there is no such file.
 *
 * @param modules Paths of the modules that `--pyargs` names.
 * @throws {UsageError} for a test in a folder, which no pytest understands.
 */
export function collectionArgument(
  word: string,
  directory: string,
  modules: ReadonlyMap<string, string>,
): CollectionArgument {
  const name = splitName(word, directory);
  const rest = word.slice(name.length);
  const path = modules.get(name) ?? resolve(directory, name);
  const kind = kindOf(path);
  if (kind === 'directory' && rest !== '') {
    throw new UsageError(`${word}: ${name} is a directory; only a file can be followed by ::`);
  }
  return { path, kind, rest };
}

function splitName(word: string, directory: string): string {
  for (let end = word.length; end >= 0; end = end === 0 ? -1 : word.lastIndexOf('::', end - 1)) {
    const name = word.slice(0, end);
    if (name !== '' && kindOf(resolve(directory, name)) !== 'absent') return name;
  }
  return pathOfNodeId(word);
}
