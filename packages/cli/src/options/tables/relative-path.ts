import { isAbsolute, relative, sep } from 'node:path';

/** A path as patterns of the configuration see it. */
export function relativePath(directory: string, path: string): string {
  const rest = relative(directory, path);
  return isAbsolute(rest) || sep === '/' ? rest : rest.replaceAll(sep, '/');
}
