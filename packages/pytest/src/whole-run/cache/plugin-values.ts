import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectCache } from './project-cache.js';

/**
 * What tests and plugins other than pytest's own keep in pytest's cache. Attempts run at the same time, so each works on a
 * copy; what it changes goes back when it is over, and the last one that changed a value wins.
 */
export class PluginValues {
  /** Copies by folder, with what was in them at first. */
  readonly #copies = new Map<string, ReadonlyMap<string, number>>();

  constructor(private readonly cache: ProjectCache) {}

  /** Fills the cache folder of an attempt. */
  lend(copy: string): void {
    const files = filesOf(this.cache.directory);
    for (const path of files.keys()) copyFile(join(this.cache.directory, path), join(copy, path));
    if (files.size > 0) this.#copies.set(copy, filesOf(copy));
  }

  /** Takes back what an attempt has changed. */
  takeBack(copy: string): void {
    const before = this.#copies.get(copy);
    this.#copies.delete(copy);
    const changed = [...filesOf(copy)].filter(([path, time]) => before?.get(path) !== time);
    if (changed.length > 0) this.cache.make();
    for (const [path] of changed) copyFile(join(copy, path), join(this.cache.directory, path));
  }
}

function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

/** Files in a cache folder that are not pytest's own, with the time of their last change. */
function filesOf(directory: string): ReadonlyMap<string, number> {
  const roots = [
    ...namesIn(join(directory, 'v'))
      .filter((name) => name !== 'cache')
      .map((name) => join('v', name)),
    ...namesIn(join(directory, 'd')).map((name) => join('d', name)),
  ];
  const files = roots.flatMap((root) => filesBelow(directory, root));
  return new Map(files.map((path) => [path, statSync(join(directory, path)).mtimeMs]));
}

function filesBelow(directory: string, path: string): readonly string[] {
  if (!statSync(join(directory, path)).isDirectory()) return [path];
  return namesIn(join(directory, path)).flatMap((name) => filesBelow(directory, join(path, name)));
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // Most caches hold nothing but pytest's own values.
    return [];
  }
}
