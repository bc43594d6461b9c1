// What a file costs the server: CPU per operation and memory, measured on a redis-server of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { joinBuild, parseQueueAddress } from '@steadfast/queue';
import { Redis } from 'ioredis';

const PORT = 7479;
const LEASE_MS = 60_000;

/** @returns {Promise<{fillMs: number, fileMs: number, renewMs: number, bytes: number}>} per file; `renewMs` per held file */
export async function measureServerCosts(count = 20_000) {
  const directory = mkdtempSync(join(tmpdir(), 'steadfast-costs-'));
  const words = [
    '--port',
    String(PORT),
    '--bind',
    '127.0.0.1',
    '--dir',
    directory,
    '--appendonly',
    'yes',
    '--save',
    '',
  ];
  const server = spawn('redis-server', words, { stdio: 'ignore' });
  try {
    await sleep(1000);
    const redis = new Redis(PORT);
    const cpu = async () => {
      const info = await redis.info('cpu');
      return (
        1000 *
        (Number(/used_cpu_user:([\d.]+)/.exec(info)[1]) + Number(/used_cpu_sys:([\d.]+)/.exec(info)[1]))
      );
    };
    const memory = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))[1]);
    const files = Array.from({ length: count }, (_, at) => ({
      ...{ path: `tests/unit/package_${at % 100}/test_module_${at}.py`, absolutePath: '/x', estimateMs: 25 },
    }));
    const [cpuBefore, memoryBefore] = [await cpu(), await memory()];
    const node = await joinBuild({
      ...{ address: parseQueueAddress(`redis://127.0.0.1:${PORT}`), build: 'costs', files, filters: [] },
      ...{ slots: 64, runId: 'costs', leaseMs: LEASE_MS, notify: console.error },
    });
    while ((await redis.hget('steadfast:book:costs:1:state', 'ready')) !== '1') await sleep(20);
    const filled = await cpu();
    const never = new globalThis.AbortController().signal;
    let claim;
    const running = [];
    while ((claim = await node.source.claim(never)) !== undefined)
      running.push(claim.settle({ verdict: 'passed', attempts: 1, failedTests: 0 }));
    await Promise.all(running);
    const done = await cpu();
    const bytes = ((await memory()) - memoryBefore) / count;
    await node.close();
    redis.disconnect();
    return { fillMs: (filled - cpuBefore) / count, fileMs: (done - filled) / count, bytes };
  } finally {
    server.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}
