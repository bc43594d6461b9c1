// Four nodes, each in a network of its own, one of which is cut off from the queue: `npm run queue-partition`, as root on Linux.
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, judgeBuild, parseQueueAddress, readBuild, timingOf } from '@steadfast/queue';
import { NodeProcess, type PlayedFile } from './node-process.js';
import { RedisServer } from './redis-server.js';

const INSIDE = 'STEADFAST_INSIDE_NETWORK';
const LEASE_MS = 4000;
const NODES = [1, 2, 3, 4] as const;
const CUT_OFF = 4;

/** Everything happens in a network that is made for it, and ends with it. */
if (process.env[INSIDE] === undefined) {
  const words = ['--net', process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status } = spawnSync('unshare', words, {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  process.exit(status ?? 1);
}

function ip(words: string): void {
  execFileSync('ip', words.split(' '), { stdio: 'inherit' });
}

const name = (node: number): string => `steadfast-${process.pid}-${node}`;

function makeNetworks(): void {
  ip('link set lo up');
  ip('link add hub type bridge');
  ip('addr add 10.77.0.254/24 dev hub');
  ip('link set hub up');
  for (const node of NODES) {
    ip(`netns add ${name(node)}`);
    ip(`link add up${node} type veth peer name eth0 netns ${name(node)}`);
    ip(`link set up${node} master hub up`);
    ip(`-n ${name(node)} addr add 10.77.0.${node}/24 dev eth0`);
    ip(`-n ${name(node)} link set eth0 up`);
    ip(`-n ${name(node)} link set lo up`);
  }
}

/** Cuts a node off while it runs files, for `ms`; returns what all came to. */
async function play(build: string, ms: number): Promise<boolean> {
  await using server = await RedisServer.start(['--protected-mode', 'no'], '10.77.0.254');
  const files = Array.from({ length: 120 }, (_, at): PlayedFile => ({
    path: `t${at}`,
    estimateMs: 300,
    takesMs: 300,
  }));
  const nodes = NODES.map((index) => {
    const node = { url: server.url, build, index, total: NODES.length, slots: 2, leaseMs: LEASE_MS, files };
    return new NodeProcess(node, ['ip', 'netns', 'exec', name(index)]);
  });
  const cutOff = nodes[CUT_OFF - 1];
  while (cutOff?.paths('counted').length === 0) await sleep(50);
  ip(`link set up${CUT_OFF} down`);
  await sleep(ms);
  ip(`link set up${CUT_OFF} up`);
  await Promise.all(nodes.map(({ ended }) => ended));
  const address = parseQueueAddress(server.url);
  const redis = await connect(address, timingOf());
  const record = await readBuild(redis, address.prefix, build);
  await redis.quit();
  if (record === undefined) throw new Error('the build is gone');
  const { unfinished } = judgeBuild(record.suite, record.generations);
  const counted = nodes.flatMap((node) => node.paths('counted'));
  const twice = counted.length - new Set(counted).size;
  const alone = cutOff?.paths('alone').length ?? 0;
  console.log(
    `Cut off for ${ms / 1000} s (a lease is ${LEASE_MS / 1000} s): ${unfinished.length} of ${files.length} files lost, ${twice} counted twice; the node counted ${cutOff?.paths('counted').length ?? 0}, ran ${alone} of its shard without the queue.`,
  );
  return unfinished.length === 0 && twice === 0;
}

try {
  makeNetworks();
  const results = [
    await play('short', LEASE_MS / 2),
    await play('taken-over', 1.5 * LEASE_MS),
    await play('alone', 4 * LEASE_MS),
  ];
  process.exitCode = results.every(Boolean) ? 0 : 1;
} finally {
  for (const node of NODES) spawnSync('ip', ['netns', 'delete', name(node)]);
}
