import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** The values that pytest itself keeps. */
export const LAST_FAILED = 'cache/lastfailed';
export const NODE_IDS = 'cache/nodeids';
const STEPWISE = 'cache/stepwise';

/** From this version on the value is a table, and not cleared by other runs. */
const STEPWISE_TABLE = [8, 4] as const;

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

  /** The test at which a stepwise run begins. */
  stepwise(): string | undefined {
    const value = this.#read(STEPWISE);
    const id =
      typeof value === 'object' && value !== null && 'last_failed' in value ? value.last_failed : value;
    return typeof id === 'string' ? id : undefined;
  }

  writeStepwise(id: string | undefined, pytestVersion: string): void {
    const known = id ?? null;
    const value = isOlder(pytestVersion, STEPWISE_TABLE)
      ? known
      : // How many tests there are is known to one pytest for all files alone.
        { last_failed: known, last_test_count: null, last_cache_date_str: localTime(new Date()) };
    this.#write(STEPWISE, value);
  }

  /** What older pytests do at the end of a run that is not stepwise. */
  forgetStepwise(pytestVersion: string): void {
    if (isOlder(pytestVersion, STEPWISE_TABLE)) this.#write(STEPWISE, []);
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

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

/** As `datetime.now().isoformat()` has it. */
function localTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, -1);
}

/** As Python sorts strings; by UTF-16, as JavaScript does, emoji would come too early. */
function byCodePoint(a: string, b: string): number {
  return Buffer.from(a).compare(Buffer.from(b));
}
