import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseQueueAddress, type QueueAddress, readBuild } from '@steadfast/queue';
import { Queue } from 'bullmq';
import { execa } from 'execa';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aborts, claimNext, LEASE_MS, manyFiles, PlayedBuild, runAll, suite } from './played-build.js';
import { RedisServer } from './redis-server.js';

const DOCUMENT = join(import.meta.dirname, '../../docs/queue.md');
const PASSWORD = 'not-for-the-log';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'steadfast-access-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('rule 12: what comes from the queue is data', () => {
  it("a file that is not in the node's own discovery is refused", async () => {
    await using server = await RedisServer.start();
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    const node = await build.join();
    const redis = new Redis(server.url, { maxRetriesPerRequest: null });
    const queue = new Queue(`${build.build}@1`, { connection: redis, prefix: 'steadfast' });
    await queue.add('../../etc/evil.py', { path: '../../etc/evil.py' }, { jobId: 'evil', priority: 1 });
    await queue.add('a', { path: 'a; rm -rf /' }, { jobId: 'evil2', priority: 1 });
    expect(await runAll(node)).toEqual(['a']);
    expect(node.outcome.faults).not.toEqual([]);
    expect(build.notices.join('\n')).toContain(
      '"../../etc/evil.py", which is none of this node\'s test files',
    );
    await queue.close();
    redis.disconnect();
  });

  it('a verdict that nobody can have written is not believed', async () => {
    await using server = await RedisServer.start();
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    await build.join();
    const redis = new Redis(server.url);
    await redis.hset(build.book('1:done'), 'a', JSON.stringify({ verdict: 'splendid', claim: 'x' }));
    await expect(readBuild(redis, 'steadfast', build.build)).rejects.toThrow('did not write');
    redis.disconnect();
  });

  it('the connection may be encrypted, with a user and a password', async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    await execa('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
      '-keyout',
      key,
      '-out',
      certificate,
      ...subject,
    ]);
    await using server = await RedisServer.startWithTls({ key, certificate }, [
      ...['--user', 'ci', 'on', `>${PASSWORD}`, '~*', '&*', '+@all', '--user', 'default', 'off'],
    ]);
    const url = `rediss://ci:${PASSWORD}@localhost:${server.port}`;
    const program = `
      import { connect, parseQueueAddress, timingOf } from '@steadfast/queue';
      const redis = await connect(parseQueueAddress(process.argv[1]), timingOf(1000));
      console.log(await redis.ping());
      await redis.quit();`;
    const ping = async (address: string, env: NodeJS.ProcessEnv) =>
      execa(process.execPath, ['--input-type=module', '-e', program, address], {
        cwd: import.meta.dirname,
        env,
        reject: false,
      });
    const trusted = { NODE_EXTRA_CA_CERTS: certificate };
    expect((await ping(url, trusted)).stdout).toBe('PONG');
    const wrong = await ping(url.replace(PASSWORD, 'guessed'), trusted);
    expect(wrong.stderr).toContain('refuses this node: WRONGPASS');
    expect(wrong.stderr).not.toContain('guessed');
    const untrusted = await ping(url, {});
    expect(untrusted.stderr).toMatch(/has not answered for 2 s: .*certificate/);
  });

  it('a server that may evict keys is warned of', async () => {
    await using server = await RedisServer.start([
      '--maxmemory',
      '100mb',
      '--maxmemory-policy',
      'allkeys-lru',
    ]);
    await using build = new PlayedBuild(server, suite(['a', 3000]));
    await runAll(await build.join());
    expect(build.notices.join()).toContain('maxmemory-policy allkeys-lru');
  });

  it('all keys begin with the prefix, expire in a day and hold no secret', async () => {
    await using server = await RedisServer.start(['--requirepass', PASSWORD]);
    const address = parseQueueAddress(`redis://:${PASSWORD}@127.0.0.1:${server.port}?prefix=team`);
    await using build = new PlayedBuild(server, manyFiles(20, 500), { address });
    const [first, second] = [await build.join(), await build.join()];
    const claim = await claimNext(first);
    await claim?.settle({ verdict: 'passed', attempts: 1, failedTests: 0 });
    await first.stop();
    await runAll(second, (path) => (path.endsWith('1.py') ? 'missing' : 'failed'));
    await Promise.all([first.close(), second.close()]);
    const redis = new Redis(server.port, { password: PASSWORD });
    const keys = await redis.keys('*');
    expect(keys.length).toBeGreaterThan(25);
    for (const key of keys) {
      expect(key).toMatch(/^team:/);
      const ttl = await redis.pttl(key);
      expect([key, ttl === -1, ttl > 24 * 60 * 60 * 1000]).toEqual([key, false, false]);
      // Some keys live for a moment only.
      expect((await redis.dump(key))?.toString() ?? '', key).not.toContain(PASSWORD);
    }
    expect(build.notices.join()).not.toContain(PASSWORD);
    redis.disconnect();
  });

  it('the documented rights are enough, and no more', async () => {
    const documented = /ACL SETUSER steadfast (.*)/.exec(readFileSync(DOCUMENT, 'utf8'))?.[1] ?? '';
    const rights = documented.split(' ').filter((word) => word !== 'on' && !word.startsWith('>'));
    await using server = await RedisServer.start();
    const admin = new Redis(server.url);
    await admin.call('ACL', 'SETUSER', 'steadfast', 'on', ...rights, `>${PASSWORD}`);
    const address = parseQueueAddress(`redis://steadfast:${PASSWORD}@127.0.0.1:${server.port}`);
    await admin.config('RESETSTAT');
    await playEverything(server, address);
    const used = await usedCommands(admin);
    const allowed = rights.filter((word) => word.startsWith('+')).map((word) => word.slice(1));
    expect(allowed.filter((command) => !used.has(command))).toEqual([]);
    const log = await admin.call('ACL', 'LOG');
    expect(log).toEqual([]);
    admin.disconnect();
  });
});

/** Whatever a build may need of the server. */
async function playEverything(server: RedisServer, address: QueueAddress): Promise<void> {
  await using build = new PlayedBuild(server, manyFiles(20, 3000), {
    address,
    retryElsewhere: true,
    attempt: 1,
  });
  const [first, second] = [await build.join(), await build.join()];
  const lost = await claimNext(first);
  const admin = new Redis(server.url, { lazyConnect: true });
  await build.endLease(admin, lost?.file.path ?? '');
  admin.disconnect();
  await aborts(lost?.lost, 2 * LEASE_MS);
  await lost?.settle({ verdict: 'failed', attempts: 1, failedTests: 1 });
  let count = 0;
  await Promise.all(
    [first, second].map((node) => runAll(node, () => (++count % 3 === 0 ? 'failed' : 'passed'), 20)),
  );
  await Promise.all([first.close(), second.close()]);
  const third = await build.join();
  await runAll(third);
  await third.close();
  const rerun = await build.join({ attempt: 2 });
  await runAll(rerun, () => 'passed');
  await rerun.isBuildRed();
}

async function usedCommands(admin: Redis): Promise<ReadonlySet<string>> {
  const lines = (await admin.info('commandstats')).matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm);
  return new Set([...lines].map(([, name]) => name ?? ''));
}
