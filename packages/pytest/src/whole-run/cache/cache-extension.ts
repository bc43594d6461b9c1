import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type {
  AttemptTarget,
  EndedAttempt,
  EventListener,
  ExitCode,
  Extension,
  TestFile,
} from '@steadfast/core';
import type { NodeIds } from './node-ids.js';
import { PluginValues } from './plugin-values.js';
import { LAST_FAILED, NODE_IDS, type ProjectCache } from './project-cache.js';
import { RememberedResults } from './remembered-results.js';

/** What pytest's options about its cache come to. */
export interface CacheRequest {
  /** Absolute path of the project's cache folder. */
  readonly directory: string;
  /** `--lf`: only tests that failed last; without known failures all or none. */
  readonly lastFailed?: { readonly withoutFailures: 'all' | 'none' };
  /** `--ff`: tests that failed last come first. */
  readonly failedFirst: boolean;
  /** `--nf`: tests that were never seen come first. */
  readonly newFirst: boolean;
  /** `--cache-clear` */
  readonly clear: boolean;
  /** `--stepwise`, which keeps a value of its own. */
  readonly stepwise: boolean;
}

export interface CacheContext {
  readonly cache: ProjectCache;
  readonly ids: NodeIds;
  /** Such as `8.3.5`. */
  readonly pytestVersion: string;
  readonly warn: (message: string) => void;
}

/** Leaves the project's cache as one pytest for all files would have left it, and does what it is kept for. */
export function cacheExtension(request: CacheRequest, context: CacheContext): Extension {
  return new CacheExtension(request, context);
}

class CacheExtension implements Extension {
  readonly name = "pytest's cache";
  readonly #plugins: PluginValues;
  readonly #results: RememberedResults;
  /** What was known before the run, by absolute path of the file. */
  readonly #failed: ReadonlyMap<string, readonly string[]>;
  readonly #seen: ReadonlyMap<string, readonly string[]>;
  /** All files, in pytest's order. */
  #paths: readonly string[] = [];

  constructor(
    private readonly request: CacheRequest,
    private readonly context: CacheContext,
  ) {
    const { cache, ids } = context;
    // A cache that is to be cleared says nothing from now on.
    const failed = request.clear ? [] : cache.lastFailed();
    const seen = request.clear ? [] : cache.nodeIds();
    this.#plugins = new PluginValues(cache);
    this.#results = new RememberedResults(failed, seen, ids);
    this.#failed = byFile(failed, ids);
    this.#seen = byFile(seen, ids);
  }

  prepare(): Promise<undefined> {
    if (this.request.clear)
      this.#write(() => {
        this.context.cache.clear();
      });
    return Promise.resolve(undefined);
  }

  beforeAttempt({ directory, file }: AttemptTarget): undefined {
    const copy = join(directory, 'cache');
    this.#plugins.lend(copy);
    // pytest in the attempt knows of earlier runs what concerns its file.
    const { lastFailed, failedFirst, newFirst } = this.request;
    if (lastFailed !== undefined || failedFirst) {
      const failed = this.#failed.get(file.absolutePath) ?? [];
      writeValue(copy, LAST_FAILED, Object.fromEntries(failed.map((id) => [id, true])));
    }
    if (newFirst) writeValue(copy, NODE_IDS, this.#seen.get(file.absolutePath) ?? []);
  }

  afterAttempt({ directory, isTrial }: EndedAttempt): void {
    if (isTrial) return;
    this.#write(() => {
      this.#plugins.takeBack(join(directory, 'cache'));
    });
  }

  readonly listen: EventListener = (_event, file) => {
    if (file !== undefined) this.#results.learn(file);
  };

  selectFiles(files: readonly TestFile[]): Promise<readonly TestFile[]> {
    this.#paths = files.map(({ path }) => path);
    const { lastFailed } = this.request;
    if (lastFailed === undefined) return Promise.resolve(files.map((file) => this.#prioritize(file)));
    if (this.#failed.size === 0) return Promise.resolve(lastFailed.withoutFailures === 'none' ? [] : files);
    const known = files.filter(({ absolutePath }) => this.#failed.has(absolutePath));
    return Promise.resolve(known.length > 0 ? known : files);
  }

  finish(exitCode: ExitCode): Promise<ExitCode> {
    this.#write(() => {
      const { cache, pytestVersion } = this.context;
      cache.writeLastFailed(this.#results.lastFailed(this.#paths));
      cache.writeNodeIds(this.#results.nodeIds);
      if (!this.request.stepwise) cache.forgetStepwise(pytestVersion);
    });
    return Promise.resolve(exitCode);
  }

  #prioritize(file: TestFile): TestFile {
    const { failedFirst, newFirst } = this.request;
    const failed = failedFirst && this.#failed.has(file.absolutePath);
    const unseen = newFirst && !this.#seen.has(file.absolutePath);
    return failed || unseen ? { ...file, priority: (failed ? 2 : 0) + (unseen ? 1 : 0) } : file;
  }

  /** pytest, too, only warns of a cache that cannot be written. */
  #write(write: () => void): void {
    try {
      write();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.context.warn(`pytest's cache ${this.request.directory} could not be written: ${reason}`);
    }
  }
}

function byFile(nodeIds: readonly string[], ids: NodeIds): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const id of nodeIds) {
    const file = ids.fileOf(id);
    const known = files.get(file);
    if (known === undefined) files.set(file, [id]);
    else known.push(id);
  }
  return files;
}

function writeValue(cache: string, key: string, value: unknown): void {
  const path = join(cache, 'v', key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(value));
}
