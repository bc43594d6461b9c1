import { resolve } from 'node:path';
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
 * Tells path and test of a word apart. A path that exists as it is written is a path, whatever it contains; otherwise the
 * first `::` ends the path, and all after it names the test.
 *
 * @param modules Paths of the modules that `--pyargs` names.
 * @throws {UsageError} for a test in a folder, which no pytest understands.
 */
export function collectionArgument(
  word: string,
  directory: string,
  modules: ReadonlyMap<string, string>,
): CollectionArgument {
  const whole = resolve(directory, word);
  const end = word.indexOf('::');
  if (end < 0 || kindOf(whole) !== 'absent') {
    const path = modules.get(word) ?? whole;
    return { path, kind: kindOf(path), rest: '' };
  }
  const name = word.slice(0, end);
  const path = modules.get(name) ?? resolve(directory, name);
  const kind = kindOf(path);
  if (kind === 'directory') {
    throw new UsageError(`${word}: ${name} is a directory; only a file can be followed by ::`);
  }
  return { path, kind, rest: word.slice(end) };
}
