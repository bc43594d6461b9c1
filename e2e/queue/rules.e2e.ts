import { setTimeout as sleep } from 'node:timers/promises';
import { parseQueueAddress } from '@steadfast/queue';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeProcess } from './node-process.js';
import {
  aborts,
  claimNext,
  LEASE_MS,
  manyFiles,
  passed,
  PlayedBuild,
  runAll,
  suite,
  until,
} from './played-build.js';
import { RedisServer } from './redis-server.js';
import { SwallowingProxy } from './swallowing-proxy.js';

let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = new Redis(server.url);
});

afterAll(async () => {
  redis.disconnect();
  await server[Symbol.asyncDispose]();
});

describe('rule 1: fill', () => {
  it('any number of nodes fill at once, and every file is there once', async () => {
    await using build = new PlayedBuild(server, manyFiles(300, 10));
    const nodes = await Promise.all([build.join(), build.join(), build.join(), build.join()]);
    const ran = await Promise.all(nodes.map((node) => runAll(node)));
    expect(ran.flat().sort()).toEqual(build.files.map(({ path }) => path));
  });

  it('a half-filled queue is not taken for an empty one', async () => {
    await using build = new PlayedBuild(server, manyFiles(3, 10));
    // Somebody else fills, and dies while doing so.
    await redis.set(build.book('1:filling'), 'dead', 'PX', 700);
    const node = await build.join();
    const first = claimNext(node);
    expect(await Promise.race([first, sleep(400, 'waiting')])).toBe('waiting');
    await (await first)?.settle(passed);
    expect(await runAll(node)).toHaveLength(2);
  });

  it('is idempotent by paths and filters, not by estimates', async () => {
    await using build = new PlayedBuild(server, suite(['a', 10], ['b', 20]));
    await build.join();
    await expect(build.join({ files: suite(['b', 1], ['a', 99]) })).resolves.toBeDefined();
    await expect(build.join({ filters: ['-k', 'fast'] })).rejects.toThrow('other filters');
  });

  it("other files than the build's are refused, with up to five named", async () => {
    await using build = new PlayedBuild(server, suite(['a', 1], ['b', 1], ['c', 1], ['d', 1]));
    await build.join();
    const files = suite(['a', 1], ['w', 1], ['x', 1], ['y', 1]);
    await expect(build.join({ files })).rejects.toThrow(
      /only here: w\n.*x\n.*y\n.*only in the build: b\n.*c\n.*and 1 more$/s,
    );
  });
});

describe('rule 2: order', () => {
  it('the files of dead nodes come first, then the longest', async () => {
    const files = ['long', 'middle', 'short', 'tiny'].map((path, at) => ({
      path,
      estimateMs: 9000 - at,
      takesMs: 600_000,
    }));
    const own = { url: server.url, build: 'dead-first', slots: 1, leaseMs: LEASE_MS, files };
    const dying = new NodeProcess(own);
    await until(() => dying.paths('started').length === 1);
    dying.signal('SIGKILL');
    await sleep(1.5 * LEASE_MS);
    const other = new NodeProcess({ ...own, files: files.map((file) => ({ ...file, takesMs: 700 })) });
    await other.ended;
    // What had never been handed out is there at once, and what the dead node had as soon as it is known to be dead.
    const [first, second, third, last] = other.paths('started');
    expect([first, [second, third].sort(), last]).toEqual(['short', ['long', 'middle'], 'tiny']);
  });

  it('small files come in batches, shrinking to one', async () => {
    await using build = new PlayedBuild(server, manyFiles(200, 25));
    const node = await build.join();
    await build.ready(redis);
    const held: number[] = [];
    for (let claim = await claimNext(node); claim !== undefined; claim = await claimNext(node)) {
      // BullMQ hears a little later than the book that a file is done.
      await sleep(3);
      held.push(await redis.llen(build.queue('active')));
      await claim.settle(passed);
    }
    expect(Math.max(...held)).toBeGreaterThan(40);
    expect(Math.max(...held)).toBeLessThanOrEqual(2 * 80);
    expect(held.at(-1)).toBe(1);
  });

  it('files are fetched ahead: no slot waits for the network', async () => {
    await using build = new PlayedBuild(server, manyFiles(200, 25));
    const node = await build.join({ slots: 2 });
    await build.ready(redis);
    await claimNext(node);
    await sleep(50);
    server.signal('SIGSTOP');
    const next = await Promise.race([claimNext(node), sleep(200, undefined)]);
    server.signal('SIGCONT');
    expect(next).toBeDefined();
  });
});

describe('rule 3: lease', () => {
  it('is renewed for all files of the node in one call, running and waiting', async () => {
    await using build = new PlayedBuild(server, manyFiles(100, 25));
    const node = await build.join();
    await build.ready(redis);
    const claim = await claimNext(node);
    expect(await redis.llen(build.queue('active'))).toBeGreaterThan(40);
    const calls = async () =>
      Number(/cmdstat_evalsha:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1]);
    const before = await calls();
    await sleep(3 * LEASE_MS);
    // Some 16 calls per lease, however many files the node has: 80 of them, renewed one by one, would be 960 calls.
    expect((await calls()) - before).toBeLessThan(100);
    expect(claim?.lost?.aborted).toBe(false);
    await claim?.settle(passed);
    expect(node.outcome).toMatchObject({ counted: 1, late: [] });
  });

  it("is not renewed beyond the file's own time limit", async () => {
    await using build = new PlayedBuild(server, suite(['hangs', 5000]), {
      holdLimitMs: () => 1.2 * LEASE_MS,
    });
    const node = await build.join();
    const claim = await claimNext(node);
    await aborts(claim?.lost, 3 * LEASE_MS);
    const other = await build.join();
    expect((await claimNext(other))?.file.path).toBe('hangs');
  });

  it('ends at once when the node is told to end', async () => {
    await using build = new PlayedBuild(server, suite(['a', 5000], ['b', 4000]));
    const node = await build.join();
    expect((await claimNext(node))?.file.path).toBe('a');
    await node.stop();
    const startedAt = Date.now();
    const other = await build.join();
    expect((await claimNext(other))?.file.path).toBe('a');
    expect(Date.now() - startedAt).toBeLessThan(LEASE_MS);
  });

  it('survives a blocked event loop', async () => {
    const files = [{ path: 'blocks.py', estimateMs: 5000, takesMs: -3 * LEASE_MS }];
    const own = { url: server.url, build: 'blocked', slots: 1, leaseMs: LEASE_MS, files };
    const blocked = new NodeProcess({ ...own, index: 1, total: 2 });
    await until(() => blocked.paths('started').length === 1);
    const other = new NodeProcess({ ...own, index: 2, total: 2 });
    await Promise.all([blocked.ended, other.ended]);
    expect(blocked.paths('counted')).toEqual(['blocks.py']);
    expect(other.paths('started')).toEqual([]);
  });
});

describe('rule 4: take-over', () => {
  it('the old node learns it, and its late result is evidence that does not count', async () => {
    await using build = new PlayedBuild(server, suite(['a', 5000]));
    const [old, next] = [await build.join(), await build.join()];
    const claim = await claimNext(old);
    await build.endLease(redis, 'a');
    await aborts(claim?.lost, LEASE_MS);
    const taken = await claimNext(next);
    await claim?.settle({ ...passed, verdict: 'failed' });
    await taken?.settle(passed);
    expect(old.outcome).toMatchObject({ counted: 0, red: 0, late: ['a'] });
    expect((await build.read()).generations[0]?.late).toMatchObject([
      { path: 'a', verdict: 'failed', node: '1' },
    ]);
    expect(await build.verdicts()).toEqual({ a: 'passed' });
  });

  it('an acknowledgement whose answer was lost counts once, and is known', async () => {
    using proxy = await SwallowingProxy.to(server.port);
    await using build = new PlayedBuild(server, suite(['a', 5000], ['b', 5000]));
    const node = await build.join({ address: parseQueueAddress(`redis://127.0.0.1:${proxy.port}`) });
    const claim = await claimNext(node);
    proxy.swallowAnswerTo((request) => request.includes('"verdict":"failed"'));
    await claim?.settle({ ...passed, verdict: 'failed' });
    expect(proxy.swallowed).toBe(1);
    expect(node.outcome).toMatchObject({ counted: 1, red: 1, late: [] });
    expect(await redis.hget(build.book('1:state'), 'red')).toBe('1');
  });

  it('a stopped node is taken over, and nothing is lost or counted twice', async () => {
    const files = [1, 2, 3].map((at) => ({ path: `t${at}`, estimateMs: 3000, takesMs: 300 }));
    const own = { url: server.url, build: 'stopped', slots: 1, leaseMs: LEASE_MS, files, total: 2 };
    const stopped = new NodeProcess({ ...own, index: 1 });
    await until(() => stopped.paths('started').length === 1);
    stopped.signal('SIGSTOP');
    const other = new NodeProcess({ ...own, index: 2 });
    await until(() => other.paths('counted').length === 3);
    stopped.signal('SIGCONT');
    await Promise.all([stopped.ended, other.ended]);
    expect(stopped.paths('counted')).toEqual([]);
  });
});
