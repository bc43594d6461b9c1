import { setTimeout as sleep } from 'node:timers/promises';
import { connect, judgeBuild, parseQueueAddress, readBuild, timingOf } from '@steadfast/queue';
import { NodeProcess, type PlayedFile, type PlayedNode } from './node-process.js';
import { RedisServer } from './redis-server.js';

/** What a history must end with: nothing in it. */
export interface HistoryResult {
  readonly seed: number;
  readonly files: number;
  /** What happened, for a person who wants to know why. */
  readonly story: readonly string[];
  readonly lost: readonly string[];
  readonly countedTwice: readonly string[];
  readonly problems: readonly string[];
  /** Files that a node ran after it took the queue for lost: on a machine that is busy enough, that may happen to any. */
  readonly withoutQueue: number;
  /** Files that ran more than once, which is no fault. */
  readonly repeated: number;
}

const LEASE_MS = 2000;

/**
 * Plays a build at random: nodes that are killed, stopped and continued, told to end, and late; several fillers; a server that is
 * killed and comes back. The same seed makes the same plan, not the same timing.
 */
export async function playHistory(seed: number): Promise<HistoryResult> {
  const random = randomNumbers(seed);
  const pick = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  await using server = await RedisServer.start();
  const story: string[] = [];
  const files = Array.from({ length: pick(10, 60) }, (_, at): PlayedFile => {
    const takesMs = random() < 0.1 ? pick(200, 800) : pick(5, 60);
    // Estimates are wrong, and some are unknown.
    return {
      path: `tests/test_${at}.py`,
      takesMs,
      estimateMs: random() < 0.2 ? 0 : Math.round(takesMs * (0.2 + 2 * random())),
    };
  });
  const build = `history-${seed}`;
  const total = pick(2, 5);
  const nodes: NodeProcess[] = [];
  const startedAt = Date.now();
  const tell = (what: string): void =>
    void story.push(`${String(Date.now() - startedAt).padStart(5)} ${what}`);
  const add = (): NodeProcess => {
    const index = nodes.length + 1;
    const node: PlayedNode = {
      url: server.url,
      build,
      index,
      total: 99,
      slots: pick(1, 3),
      leaseMs: LEASE_MS,
      files,
    };
    tell(`node ${index} starts`);
    const process = new NodeProcess(node);
    nodes.push(process);
    void process.ended.then(() => tell(`node ${index} has ended`));
    return process;
  };
  const resumed: Promise<unknown>[] = [];
  for (let at = 0; at < total; at++) {
    add();
    if (random() < 0.4) await sleep(pick(0, 800));
  }
  for (let events = pick(1, 5); events > 0; events--) {
    await sleep(pick(50, 900));
    const at = pick(0, nodes.length - 1);
    const node = nodes[at];
    if (node === undefined) continue;
    const kind = random();
    if (kind < 0.3) {
      tell(`node ${at + 1} is killed`);
      node.signal('SIGCONT');
      node.signal('SIGKILL');
    } else if (kind < 0.5) {
      const pause = pick(100, 2 * LEASE_MS);
      tell(`node ${at + 1} is stopped for ${pause} ms`);
      node.signal('SIGSTOP');
      resumed.push(sleep(pause).then(() => node.signal('SIGCONT')));
    } else if (kind < 0.65) {
      tell(`node ${at + 1} is told to end`);
      node.signal('SIGTERM');
    } else if (kind < 0.85) {
      tell('the server is killed');
      await server.kill();
      await sleep(pick(0, 300));
      await server.start();
      tell('the server is back');
    } else {
      add();
    }
  }
  await Promise.all(resumed);
  // Somebody must be there to finish; it comes late, and has nothing to do when all is done.
  add();
  await Promise.all(nodes.map(({ ended }) => ended));
  tell('all nodes have ended');
  return { seed, files: files.length, story, ...(await examine(server, build, nodes)) };
}

async function examine(
  server: RedisServer,
  build: string,
  nodes: readonly NodeProcess[],
): Promise<Pick<HistoryResult, 'lost' | 'countedTwice' | 'problems' | 'withoutQueue' | 'repeated'>> {
  const address = parseQueueAddress(server.url);
  const redis = await connect(address, timingOf(LEASE_MS));
  const record = await readBuild(redis, address.prefix, build);
  await redis.quit();
  if (record === undefined) throw new Error('the build is gone');
  const { unfinished } = judgeBuild(record.suite, record.generations);
  const counts = new Map<string, number>();
  for (const path of nodes.flatMap((node) => node.paths('counted')))
    counts.set(path, (counts.get(path) ?? 0) + 1);
  const starts = nodes.flatMap((node) => node.paths('started'));
  const errors = nodes.flatMap(({ errors }, at) => (errors === '' ? [] : [`node ${at + 1}: ${errors}`]));
  return {
    lost: unfinished.map(({ path }) => path),
    countedTwice: [...counts].filter(([, count]) => count > 1).map(([path]) => path),
    problems: [...errors, ...(record.generations.length > 1 ? ['a rerun nobody asked for'] : [])],
    withoutQueue: nodes.flatMap((node) => node.paths('alone')).length,
    repeated: starts.length - new Set(starts).size,
  };
}

/** https://en.wikipedia.org/wiki/Xorshift */
function randomNumbers(seed: number): () => number {
  let state = (seed * 2654435761) % 2 ** 32 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
