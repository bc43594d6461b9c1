import { setTimeout as sleep } from 'node:timers/promises';
import type { FileSource, TestFile, Verdict } from '@steadfast/core';
import {
  type BuildRecord,
  connect,
  joinBuild,
  judgeBuild,
  type JoinOptions,
  parseQueueAddress,
  type QueueNode,
  readBuild,
  timingOf,
} from '@steadfast/queue';
import type { Redis } from 'ioredis';
import type { RedisServer } from './redis-server.js';

/** Short, so that what happens after a lease happens soon. */
export const LEASE_MS = 1000;

let builds = 0;

/** A build for a test: nodes in this process, and files that only take time. */
export class PlayedBuild implements AsyncDisposable {
  readonly build = `build-${++builds}`;
  readonly notices: string[] = [];
  readonly #nodes: QueueNode[] = [];

  constructor(
    readonly server: RedisServer,
    readonly files: readonly TestFile[],
    private readonly options: Partial<JoinOptions> = {},
  ) {}

  async join(options: Partial<JoinOptions> = {}): Promise<QueueNode> {
    const node = await joinBuild({
      ...{ address: parseQueueAddress(this.server.url), build: this.build, files: this.files, filters: [] },
      ...{ slots: 1, runId: `run-${this.#nodes.length + 1}`, leaseMs: LEASE_MS },
      notify: (_level, message) => this.notices.push(message),
      ...this.options,
      ...options,
    });
    this.#nodes.push(node);
    return node;
  }

  /** Key of a part of the build book. */
  book(part: string): string {
    return `steadfast:book:${this.build}:${part}`;
  }

  /** Key of a part of BullMQ's queue. */
  queue(part: string): string {
    return `steadfast:${this.build}@1:${part}`;
  }

  /** Resolves when all files are in the queue. */
  async ready(redis: Redis): Promise<void> {
    await until(async () => (await redis.hget(this.book('1:state'), 'ready')) === '1');
  }

  /** Takes a file's lock away, as if its node had been silent for a lease. */
  async endLease(redis: Redis, path: string): Promise<void> {
    for (const id of await redis.lrange(this.queue('active'), 0, -1))
      if ((await redis.hget(this.queue(id), 'name')) === path) await redis.del(this.queue(`${id}:lock`));
  }

  /** Verdicts by path; a file that has none is not in it. */
  async verdicts(): Promise<Readonly<Record<string, string>>> {
    const { suite, generations } = await this.read();
    const { files } = judgeBuild(suite, generations);
    return Object.fromEntries(
      files.flatMap(({ path, counted }) => (counted ? [[path, counted.verdict]] : [])),
    );
  }

  async read(): Promise<BuildRecord> {
    const address = parseQueueAddress(this.server.url);
    const redis = await connect(address, timingOf(LEASE_MS));
    const record = await readBuild(redis, address.prefix, this.build);
    await redis.quit();
    if (record === undefined) throw new Error(`${this.build} is gone`);
    return record;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.close()));
  }
}

export function suite(
  ...files: readonly (readonly [path: string, estimateMs: number])[]
): readonly TestFile[] {
  return files.map(([path, estimateMs]) => ({ path, absolutePath: `/suite/${path}`, estimateMs }));
}

export function manyFiles(count: number, estimateMs: number): readonly TestFile[] {
  return suite(
    ...Array.from(
      { length: count },
      (_, at) => [`test_${String(at).padStart(4, '0')}.py`, estimateMs] as const,
    ),
  );
}

const never = new AbortController().signal;

export async function claimNext(
  node: QueueNode,
  signal: AbortSignal = never,
): ReturnType<FileSource['claim']> {
  return node.source.claim(signal);
}

/** Runs files until there are none; returns their paths in order. */
export async function runAll(
  node: QueueNode,
  verdictOf: (path: string) => Verdict = () => 'passed',
  takesMs = 0,
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (let claim = await claimNext(node); claim !== undefined; claim = await claimNext(node)) {
    paths.push(claim.file.path);
    if (takesMs > 0) await sleep(takesMs);
    await claim.settle({ verdict: verdictOf(claim.file.path), attempts: 1, failedTests: 0 });
  }
  return paths;
}

export const passed = { verdict: 'passed', attempts: 1, failedTests: 0 } as const;

/** Resolves when the signal aborts; rejects when it does not in time. */
export async function aborts(signal: AbortSignal | undefined, withinMs: number): Promise<void> {
  if (signal === undefined) throw new Error('no signal');
  const deadline = Date.now() + withinMs;
  while (!signal.aborted) {
    if (Date.now() > deadline) throw new Error(`the signal did not abort within ${withinMs} ms`);
    await sleep(20);
  }
}

/** Resolves when something has happened. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return;
    await sleep(25);
  }
  throw new Error('it did not happen within 10 s');
}
