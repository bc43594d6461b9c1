// One queue against static shards, 4 nodes, on a suite with wrong estimates: `npm run queue-wall-time`. Pairs, one after the other.
import { setTimeout as sleep } from 'node:timers/promises';
import { createPlan } from '@steadfast/core';
import { NodeProcess, type PlayedFile } from './node-process.js';
import { RedisServer } from './redis-server.js';

const NODES = 4;
const SLOTS = 2;
const PAIRS = 3;
const LEASE_MS = 60_000;

function makeSuite(round: number): readonly PlayedFile[] {
  let state = round;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: 400 }, (_, at) => {
    const takesMs = Math.round(300 * Math.exp(0.8 * normal()));
    return {
      path: `t${at}`,
      takesMs,
      estimateMs: Math.max(1, Math.round(takesMs * Math.exp(0.5 * normal()))),
    };
  });
}

/** Seconds from the start of the first node to the end of the last file; nodes start half a second apart. */
async function measure(
  url: string,
  build: string,
  filesOf: (node: number) => readonly PlayedFile[],
): Promise<number> {
  const startedAt = performance.now();
  const nodes: NodeProcess[] = [];
  for (let index = 1; index <= NODES; index++) {
    const files = filesOf(index);
    nodes.push(
      new NodeProcess({
        url,
        build: `${build}`.replace('#', String(index)),
        index,
        total: NODES,
        slots: SLOTS,
        leaseMs: LEASE_MS,
        files,
      }),
    );
    await sleep(500);
  }
  await Promise.all(nodes.map(({ ended }) => ended));
  return (performance.now() - startedAt) / 1000;
}

await using server = await RedisServer.start();
const ratios: number[] = [];
for (let pair = 1; pair <= PAIRS; pair++) {
  const suite = makeSuite(pair * 1009);
  const shards = createPlan(suite, NODES).shards.map(({ files }) => new Set(files.map(({ path }) => path)));
  const queue = await measure(server.url, `queue-${pair}`, () => suite);
  // The same nodes with the same costs, each with a build of its own that has only its shard.
  const ofShard = (index: number): readonly PlayedFile[] =>
    suite.filter(({ path }) => shards[index - 1]?.has(path));
  const shard = await measure(server.url, `shard-${pair}-#`, ofShard);
  ratios.push(shard / queue);
  console.log(
    `pair ${pair}: queue ${queue.toFixed(2)} s, shards ${shard.toFixed(2)} s, ratio ${(shard / queue).toFixed(3)}`,
  );
}
const median = ratios.toSorted((a, b) => a - b)[PAIRS >> 1] ?? NaN;
console.log(`shards / queue: median ${median.toFixed(3)} of ${PAIRS} pairs`);
