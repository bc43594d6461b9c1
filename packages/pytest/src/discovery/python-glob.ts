import { readdirSync, realpathSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { isDirectory, kindOf } from './path-kind.js';
import { fnmatch } from './python-fnmatch.js';

/**
 * Paths that match a pattern, sorted, by the rules of Python's `glob` with `recursive=True`: `**` is any number of folders,
 * and a name that begins with a dot matches only a pattern that does. Relative where the pattern is.
 */
export function glob(pattern: string, directory: string): readonly string[] {
  const { root } = parse(pattern);
  const segments = pattern
    .slice(root.length)
    .split(process.platform === 'win32' ? /[/\\]/ : '/')
    .filter((segment) => segment !== '');
  const absolute = (path: string): string => resolve(directory, path);
  let matches: readonly string[] = [root];
  for (const [index, segment] of segments.entries()) {
    const wanted = index < segments.length - 1 ? isDirectory : exists;
    matches = matches
      .flatMap((base) => expand(segment, base, absolute))
      .filter((path) => wanted(absolute(path)));
  }
  return [...new Set(matches)].filter((path) => path !== '').sort();
}

function exists(path: string): boolean {
  return kindOf(path) !== 'absent';
}

function expand(segment: string, base: string, absolute: (path: string) => string): readonly string[] {
  if (segment === '**') return [base, ...below(base, absolute, [])];
  if (!/[*?[]/.test(segment)) return [join(base, segment)];
  return namesIn(absolute(base))
    .filter((name) => fnmatch(name, segment) && (segment.startsWith('.') || !name.startsWith('.')))
    .map((name) => join(base, name));
}

/** Everything below a folder; `chain` keeps links that lead back up from being followed for ever. */
function below(
  folder: string,
  absolute: (path: string) => string,
  chain: readonly string[],
): readonly string[] {
  if (!isDirectory(absolute(folder))) return [];
  const real = realpathSync(absolute(folder));
  if (chain.includes(real)) return [];
  return namesIn(real)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name))
    .flatMap((path) => [path, ...below(path, absolute, [...chain, real])]);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
