import type { Redis } from 'ioredis';
import type { Generation } from '../judge/judge-build.js';
import { bookKeys, type GenerationKeys, generationKeys } from './book-keys.js';
import {
  type CountedVerdict,
  type LateVerdict,
  type NodeEntry,
  parseCounted,
  parseLate,
  parseNode,
  parseOpinions,
} from './entries.js';
import type { Opinion } from '../claim/second-opinion.js';
import { unpackPaths } from './file-list.js';
import { number, UnreadableQueue } from './validate.js';

/** A node, and whether it is still at work. */
export interface SeenNode extends NodeEntry {
  /** Milliseconds since it was last heard of; absent when it left. */
  readonly silentMs?: number;
  readonly fenced?: string;
}

/** All that the book says of a generation. */
export interface GenerationRecord extends Generation {
  readonly number: number;
  /** Whether all its files are in the queue. */
  readonly ready: boolean;
  /** The CI service's count of reruns. */
  readonly attempt?: number;
  readonly nodes: readonly SeenNode[];
  readonly late: readonly LateVerdict[];
  readonly opinions: ReadonlyMap<string, readonly Opinion[]>;
}

/** All that the book says of a build. */
export interface BuildRecord {
  readonly build: string;
  readonly digest: string;
  /** Paths of the suite, sorted. */
  readonly suite: readonly string[];
  /** The oldest first. */
  readonly generations: readonly GenerationRecord[];
}

/** Reads a build; `undefined` when there is none by that name (any more). @throws {UnreadableQueue} */
export async function readBuild(
  redis: Redis,
  prefix: string,
  build: string,
): Promise<BuildRecord | undefined> {
  const keys = bookKeys(prefix, build);
  const [digest, newest] = await redis.hmget(keys.head, 'digest', 'generation');
  if (!digest || !newest) return undefined;
  const suite = await readPaths(redis, keys.suite);
  const numbers = Array.from({ length: number(newest) }, (_, index) => index + 1);
  const generations: GenerationRecord[] = [];
  for (const each of numbers)
    generations.push(await readGeneration(redis, generationKeys(prefix, build, each), suite));
  return { build, digest, suite, generations };
}

async function readGeneration(
  redis: Redis,
  keys: GenerationKeys,
  suite: readonly string[],
): Promise<GenerationRecord> {
  const [files, done, late, opinions, nodes, [ready, attempt]] = await Promise.all([
    keys.files === keys.suite ? suite : readPaths(redis, keys.files),
    redis.hgetall(keys.done),
    redis.lrange(keys.late, 0, -1),
    redis.hgetall(keys.elsewhere),
    readNodes(redis, keys),
    redis.hmget(keys.state, 'ready', 'attempt'),
  ]);
  const counted = new Map<string, CountedVerdict>();
  for (const [path, entry] of Object.entries(done)) counted.set(path, parseCounted(entry));
  const count = Number(attempt);
  return {
    number: keys.generation,
    ready: ready === '1',
    ...(count > 0 && { attempt: count }),
    files,
    counted,
    nodes,
    late: late.map(parseLate),
    opinions: new Map(Object.entries(opinions).map(([path, text]) => [path, parseOpinions(text)])),
  };
}

async function readNodes(redis: Redis, keys: GenerationKeys): Promise<readonly SeenNode[]> {
  const [entries, seen, fenced, time] = await Promise.all([
    redis.hgetall(keys.nodes),
    redis.zrange(keys.seen, 0, '-1', 'WITHSCORES'),
    redis.hgetall(keys.fenced),
    redis.time(),
  ]);
  const now = number(time[0]) * 1000 + number(time[1]) / 1000;
  const lastSeen = new Map<string, number>();
  for (let at = 0; at < seen.length; at += 2) lastSeen.set(seen[at] ?? '', number(seen[at + 1]));
  return Object.entries(entries)
    .map(([id, entry]): SeenNode => {
      const last = lastSeen.get(id);
      const reason = fenced[id];
      return {
        ...parseNode(id, entry),
        ...(last !== undefined && { silentMs: Math.max(0, Math.round(now - last)) }),
        ...(reason !== undefined && { fenced: reason }),
      };
    })
    .sort((a, b) => a.joinedAt - b.joinedAt);
}

async function readPaths(redis: Redis, key: string): Promise<readonly string[]> {
  const packed = await redis.getBuffer(key);
  if (packed === null) throw new UnreadableQueue('The queue has lost the file list of this build.');
  return unpackPaths(packed);
}
