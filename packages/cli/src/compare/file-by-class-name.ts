import { relative, resolve, sep } from 'node:path';
import type { JunitCase } from './read-junit.js';

/**
 * Tells which file a case of a JUnit report of many files belongs to. pytest makes the class name of a test from the path of its
 * file, relative to the rootdir, and its classes; the attribute `file` names where the function is defined, which may be elsewhere.
 */
export function fileByClassName(
  files: readonly string[],
  cwd: string,
  rootDirectory: string,
): (testCase: JunitCase) => string {
  const byName = new Map(
    files.map((file) => [dottedName(relative(rootDirectory, resolve(cwd, file))), file]),
  );
  return ({ classname = '', name = '', file = '' }) => {
    // A file that could not be collected has its own name in place of a test's.
    const parts = (classname === '' ? name : classname).split('.');
    for (let length = parts.length; length > 0; length--) {
      const found = byName.get(parts.slice(0, length).join('.'));
      if (found !== undefined) return found;
    }
    return relative(cwd, resolve(rootDirectory, file)).replaceAll(sep, '/');
  };
}

function dottedName(path: string): string {
  return path.replace(/\.py$/, '').replaceAll(sep, '.').replaceAll('/', '.');
}
