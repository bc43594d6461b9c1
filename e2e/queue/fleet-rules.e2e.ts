import { setTimeout as sleep } from 'node:timers/promises';
import type { Verdict } from '@steadfast/core';
import { judgeBuild, nodeExitCode, type QueueNode } from '@steadfast/queue';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimNext, LEASE_MS, manyFiles, passed, PlayedBuild, runAll, suite, until } from './played-build.js';
import { RedisServer } from './redis-server.js';

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

async function settleNext(node: QueueNode, verdict: Verdict): Promise<string | undefined> {
  const claim = await claimNext(node);
  await claim?.settle({ verdict, attempts: 1, failedTests: 0 });
  return claim?.file.path;
}

describe('rule 5: finished', () => {
  it('is a build when every file has a counted verdict, not when the queue is empty', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    const [node, other] = [await build.join(), await build.join()];
    const claim = await claimNext(node);
    // Nothing waits, but the file may have to be taken over.
    const next = claimNext(other);
    expect(await Promise.race([next, sleep(2 * LEASE_MS, 'waiting')])).toBe('waiting');
    await claim?.settle(passed);
    const finishedAt = Date.now();
    expect(await next).toBeUndefined();
    expect(Date.now() - finishedAt).toBeLessThan(LEASE_MS / 4);
  });

  it('is not a queue without its head: that is lost', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000], ['b', 2000]), {
      shard: { index: 1, total: 1 },
    });
    const node = await build.join();
    const claim = await claimNext(node);
    await redis.del(build.book('1:state'));
    await claim?.settle(passed);
    expect(await runAll(node)).toEqual(['b']);
    expect(node.outcome.queueLost).toContain('its head is gone');
    await expect(build.join()).rejects.toThrow('lost');
  });
});

describe('rule 6: retry elsewhere', () => {
  it('missing needs two nodes', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    const [first, second] = [await build.join(), await build.join()];
    expect(await settleNext(first, 'missing')).toBe('a');
    expect(first.outcome).toMatchObject({ counted: 0, passedOn: ['a'] });
    expect(await settleNext(second, 'missing')).toBe('a');
    expect((await build.read()).generations[0]?.counted.get('a')).toMatchObject({
      ...{ verdict: 'missing', reason: 'missing on node 1 and on node 2' },
    });
  });

  it('absent on one node and present on another names the broken checkout', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    const [broken, sound] = [await build.join(), await build.join()];
    await settleNext(broken, 'missing');
    // The broken node leaves it to the other one.
    const none = claimNext(broken);
    await sleep(LEASE_MS / 2);
    await settleNext(sound, 'passed');
    expect(await none).toBeUndefined();
    expect(build.notices).toContain('a: missing on node 1 only: its checkout is broken');
    expect(await build.verdicts()).toEqual({ a: 'passed' });
  });

  it('a node that is alone decides alone', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    await settleNext(await build.join(), 'missing');
    expect(await build.verdicts()).toEqual({ a: 'missing' });
  });

  it('a red file is run once more on another node, when asked for', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000]), { retryElsewhere: true });
    const [first, second] = [await build.join(), await build.join()];
    await settleNext(first, 'failed');
    await settleNext(second, 'passed');
    expect((await build.read()).generations[0]?.counted.get('a')).toMatchObject({
      ...{ verdict: 'flaky', reason: 'failed on node 1, passed on node 2' },
    });
    expect([first.outcome.red, second.outcome.red]).toEqual([0, 0]);
  });

  it('a file that waits for another node is run by the first one when the other one is gone', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000], ['b', 2000]), { retryElsewhere: true });
    const [first, second] = [await build.join(), await build.join()];
    await settleNext(first, 'failed');
    await second.close();
    expect(await runAll(first, () => 'failed')).toContain('a');
    expect(await build.verdicts()).toMatchObject({ a: 'failed' });
  });
});

describe('rule 7: breaker', () => {
  it('five reds in a row on one node, while the others are green, fence it off', async () => {
    await using build = new PlayedBuild(server, manyFiles(40, 3000));
    const [sound, broken] = [await build.join(), await build.join()];
    for (let count = 0; count < 5; count++) await settleNext(sound, 'passed');
    const ran = await runAll(broken, () => 'failed');
    expect(ran).toHaveLength(5);
    expect(broken.outcome.fenced).toBe('5 red files in a row, while 0 % are red on the other nodes');
    expect(await runAll(sound)).toHaveLength(30);
    expect((await build.read()).generations[0]?.nodes.map(({ fenced }) => fenced)).toEqual([
      undefined,
      broken.outcome.fenced,
    ]);
  });

  it('a suite that is red everywhere fences nobody', async () => {
    await using build = new PlayedBuild(server, manyFiles(30, 3000));
    const nodes = [await build.join(), await build.join()];
    const ran = await Promise.all(nodes.map((node) => runAll(node, () => 'failed', 5)));
    expect(ran.flat()).toHaveLength(30);
    expect(nodes.map(({ outcome }) => outcome.fenced)).toEqual([undefined, undefined]);
  });
});

describe('rule 8: late nodes and idle nodes', () => {
  it('a late node joins', async () => {
    await using build = new PlayedBuild(server, manyFiles(10, 3000));
    const early = await build.join();
    await settleNext(early, 'passed');
    const late = await build.join();
    expect(await settleNext(late, 'passed')).toBeDefined();
  });

  it('a node after the end has nothing to do', async () => {
    await using build = new PlayedBuild(server, manyFiles(2, 3000));
    await runAll(await build.join({ shard: { index: 1, total: 2 } }));
    const late = await build.join({ shard: { index: 2, total: 2 } });
    expect(late.generation).toBe(1);
    expect(await runAll(late)).toEqual([]);
  });

  it('idle nodes leave when enough others wait for what could be taken over', async () => {
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    const busy = await build.join();
    const claim = await claimNext(busy);
    const idle = [await build.join(), await build.join(), await build.join(), await build.join()];
    const left: number[] = [];
    const waits = idle.map((node, at) => claimNext(node).then(() => left.push(at)));
    await until(() => left.length === 2);
    await claim?.settle(passed);
    await Promise.all(waits);
  });
});

describe('rule 9: queue lost', () => {
  const files = suite(...Array.from({ length: 8 }, (_, at) => [`t${at}`, 3000 - at] as const));

  it('after two leases without an answer each node runs its shard less what it counted', async () => {
    await using own = await RedisServer.start();
    await using build = new PlayedBuild(own, files);
    const nodes = [
      await build.join({ shard: { index: 1, total: 2 } }),
      await build.join({ shard: { index: 2, total: 2 } }),
    ] as const;
    const before = await Promise.all(nodes.map(async (node) => settleNext(node, 'passed')));
    await own.kill();
    const killedAt = Date.now();
    const after = await Promise.all(nodes.map((node) => runAll(node)));
    expect(Date.now() - killedAt).toBeGreaterThan(LEASE_MS);
    expect(new Set([...before, ...after.flat()])).toEqual(new Set(files.map(({ path }) => path)));
    for (const [at, node] of nodes.entries()) {
      expect(after[at]).not.toContain(before[at]);
      expect(node.outcome.queueLost).toBe('The queue has not answered for 2 s.');
    }
    expect(
      build.notices.filter((notice) => /Running shard [12]\/2 of the plan instead/.test(notice)),
    ).toHaveLength(2);
  });

  it('a node that does not know its shard does not guess, and ends with 3', async () => {
    await using own = await RedisServer.start();
    await using build = new PlayedBuild(own, files);
    const node = await build.join();
    await settleNext(node, 'passed');
    await own.kill();
    // It ends what it has, and takes nothing more.
    expect((await runAll(node)).length).toBeLessThanOrEqual(1);
    const { ran, red, faults } = node.outcome;
    expect(faults).toMatchObject([expect.stringContaining('does not know which shard')]);
    expect(
      nodeExitCode({ runExitCode: 0, ran, red, rerun: false, buildIsRed: false, faulty: faults.length > 0 }),
    ).toBe(3);
  });

  it('a server that comes back in time, with what it wrote down, is not lost', async () => {
    await using own = await RedisServer.start();
    await using build = new PlayedBuild(own, files);
    const node = await build.join();
    await settleNext(node, 'passed');
    await own.kill();
    await own.start();
    expect(await runAll(node)).toHaveLength(7);
    expect(node.outcome.queueLost).toBeUndefined();
    expect(Object.keys(await build.verdicts())).toHaveLength(8);
  });

  it('a server that comes back empty has lost the build', async () => {
    await using own = await RedisServer.start(['--appendonly', 'no']);
    await using build = new PlayedBuild(own, files, { shard: { index: 1, total: 1 } });
    const node = await build.join();
    await settleNext(node, 'passed');
    await own.kill();
    await own.start();
    expect(await runAll(node)).toHaveLength(7);
    expect(node.outcome.queueLost).toContain('head is gone');
  });
});

describe('rule 10: rerun', () => {
  const files = suite(['green', 3000], ['red', 2000], ['later', 1000]);
  const shard = { index: 1, total: 1 };

  it('of a finished build runs the red files only, in a generation of its own', async () => {
    await using build = new PlayedBuild(server, files, { shard });
    const first = await build.join();
    await runAll(first, (path) => (path === 'red' ? 'failed' : 'passed'));
    await first.close();
    const rerun = await build.join();
    expect(rerun.generation).toBe(2);
    expect(await runAll(rerun)).toEqual(['red']);
    expect(await build.verdicts()).toEqual({ green: 'passed', red: 'passed', later: 'passed' });
  });

  it('of a build that was left unfinished runs the rest, too', async () => {
    await using build = new PlayedBuild(server, files, { shard });
    const first = await build.join();
    await settleNext(first, 'passed');
    await settleNext(first, 'failed');
    await first.close();
    const rerun = await build.join();
    expect((await runAll(rerun)).toSorted()).toEqual(['later', 'red']);
    const { suite, generations } = await build.read();
    expect(judgeBuild(suite, generations).exitCode).toBe(0);
  });

  it('with nothing to do is as red as the build', async () => {
    await using build = new PlayedBuild(server, files, { attempt: 1 });
    await runAll(await build.join(), (path) => (path === 'red' ? 'failed' : 'passed'));
    await runAll(await build.join({ attempt: 2 }), () => 'failed');
    const second = await build.join({ attempt: 2 });
    expect(await runAll(second)).toEqual([]);
    expect(second.generation).toBe(2);
    expect(await second.isBuildRed()).toBe(true);
  });

  it('that several nodes start at once is one generation', async () => {
    await using build = new PlayedBuild(server, files, { attempt: 1 });
    await runAll(await build.join(), () => 'failed');
    const reruns = await Promise.all([1, 2, 3].map(() => build.join({ attempt: 2 })));
    expect(reruns.map(({ generation }) => generation)).toEqual([2, 2, 2]);
    const ran = await Promise.all(reruns.map((node) => runAll(node)));
    expect(ran.flat().sort()).toEqual(['green', 'later', 'red']);
  });
});

describe('rule 11: exit codes', () => {
  const ending = { runExitCode: 1, ran: 3, rerun: false, buildIsRed: true, faulty: false } as const;

  it('a node is red for what it counted, and the build is judged as a whole', async () => {
    await using build = new PlayedBuild(server, manyFiles(6, 3000));
    const [first, second] = [await build.join(), await build.join()];
    await settleNext(first, 'failed');
    await first.stop();
    await runAll(second);
    expect(nodeExitCode({ ...ending, red: first.outcome.red })).toBe(1);
    expect(nodeExitCode({ ...ending, red: second.outcome.red })).toBe(0);
    const { suite, generations } = await build.read();
    expect(judgeBuild(suite, generations)).toMatchObject({ exitCode: 1, counts: { failed: 1, passed: 5 } });
  });
});
