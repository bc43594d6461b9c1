import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** The values that pytest itself keeps. */
export const LAST_FAILED = 'cache/lastfailed';
export const NODE_IDS = 'cache/nodeids';

/**
 * pytest's cache folder, in the form that pytest gives it: a file of JSON per value below `v`, folders of plugins below `d`.
 *
 * https://docs.pytest.org/en/stable/how-to/cache.html
 */
export class ProjectCache {
  /** @param directory Absolute path of the folder, which need not exist. */
  constructor(readonly directory: string) {}

  /** Ids of tests that failed when they ran last, and of files that could not be collected. */
  lastFailed(): readonly string[] {
    const value = this.#read(LAST_FAILED);
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  }

  /** Ids of all tests that pytest has seen. */
  nodeIds(): readonly string[] {
    const value = this.#read(NODE_IDS);
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  }

  /** As pytest does, only when something has changed. */
  writeLastFailed(ids: ReadonlySet<string>): void {
    const known = this.lastFailed();
    if (known.length === ids.size && known.every((id) => ids.has(id))) return;
    this.#write(LAST_FAILED, Object.fromEntries([...ids].map((id) => [id, true])));
  }

  writeNodeIds(ids: Iterable<string>): void {
    this.#write(NODE_IDS, [...ids].sort(byCodePoint));
  }

  /** Forgets all values and folders, as `--cache-clear` does. */
  clear(): void {
    for (const part of ['d', 'v']) rmSync(join(this.directory, part), { recursive: true, force: true });
  }

  /** Makes the folder with the files that tell other tools to leave it alone, as pytest does. */
  make(): void {
    if (mkdirSync(this.directory, { recursive: true }) === undefined) return;
    for (const [name, content] of Object.entries(SUPPORTING_FILES)) {
      writeFileAtomic.sync(join(this.directory, name), content);
    }
  }

  /** A value that does not exist or cannot be read counts as none, as in pytest. */
  #read(key: string): unknown {
    try {
      return JSON.parse(readFileSync(this.#path(key), 'utf8'));
    } catch {
      return undefined;
    }
  }

  #write(key: string, value: unknown): void {
    this.make();
    mkdirSync(dirname(this.#path(key)), { recursive: true });
    writeFileAtomic.sync(this.#path(key), JSON.stringify(value, undefined, 2));
  }

  #path(key: string): string {
    return join(this.directory, 'v', key);
  }
}

/** What pytest puts into a new cache folder. */
const SUPPORTING_FILES = {
  'README.md': `\
# pytest cache directory #

This directory contains data from the pytest's cache plugin,
which provides the \`--lf\` and \`--ff\` options, as well as the \`cache\` fixture.

**Do not** commit this to version control.

See [the docs](https://docs.pytest.org/en/stable/how-to/cache.html) for more information.
`,
  '.gitignore': '# Created by pytest automatically.\n*\n',
  'CACHEDIR.TAG': `\
Signature: 8a477f597d28d172789f06886806bc55
# This file is a cache directory tag created by pytest.
# For information about cache directory tags, see:
#\thttps://bford.info/cachedir/spec.html
`,
} as const;

/** As Python sorts strings; by UTF-16, as JavaScript does, emoji would come too early. */
function byCodePoint(a: string, b: string): number {
  return Buffer.from(a).compare(Buffer.from(b));
}
