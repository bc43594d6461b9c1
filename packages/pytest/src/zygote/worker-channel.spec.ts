import { Duplex } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { Connection } from './connection.js';
import type { RunRequest } from './frames.js';
import { WorkerChannel } from './worker-channel.js';

const request: RunRequest = {
  way: 'fork',
  learn: false,
  options: [],
  targets: ['test_a.py'],
  environment: {},
  cwd: '/project',
};
const silent = { onStarted: () => undefined, onOutput: () => undefined, onReport: () => undefined };

/** The other end of a channel, played by the test. */
class FakeWorker extends Duplex {
  readonly received: string[] = [];

  override _read(): void {
    // The test pushes when it has something to say.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.received.push(chunk.toString('latin1', 0, 1));
    done();
  }

  say(type: string, payload: string | object): void {
    const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
    const frame = Buffer.alloc(5 + bytes.length);
    frame.write(type, 'latin1');
    frame.writeUInt32BE(bytes.length, 1);
    bytes.copy(frame, 5);
    this.push(frame);
  }
}

const LAUNCH = { kind: 'forked', from: 'pytest' } as const;

function channelTo(worker: FakeWorker) {
  return new WorkerChannel(new Connection(worker), 42);
}

describe('WorkerChannel', () => {
  it('refuses a second attempt while one runs, so that none of them waits for ever', async () => {
    const worker = new FakeWorker();
    const channel = channelTo(worker);
    const first = channel.run(request, silent, LAUNCH);
    const second = channel.run(request, silent, LAUNCH);
    expect(await second.exited).toMatchObject({ kind: 'lost' });
    worker.say('X', { exitCode: 0, signal: null, orphans: false });
    expect(await first.exited).toEqual({ kind: 'exited', exitCode: 0 });
  });

  it('makes an attempt: process, output, report, end', async () => {
    const worker = new FakeWorker();
    const channel = channelTo(worker);
    const listener = { onStarted: vi.fn(), onOutput: vi.fn(), onReport: vi.fn() };
    const attempt = channel.run(request, listener, LAUNCH);
    worker.say('S', { pid: 4711 });
    worker.say('O', 'hello');
    worker.say('P', '{}\n');
    worker.say('X', { exitCode: 1, signal: null, orphans: false });
    expect(await attempt.exited).toEqual({ kind: 'exited', exitCode: 1 });
    expect(attempt.pid).toBe(4711);
    expect(attempt.reaperPid).toBe(42);
    expect(attempt.hasOrphans?.()).toBe(false);
    expect(listener.onOutput).toHaveBeenCalledExactlyOnceWith(Buffer.from('hello'));
    expect(listener.onReport).toHaveBeenCalledExactlyOnceWith(Buffer.from('{}\n'));
    expect(listener.onStarted).toHaveBeenCalledExactlyOnceWith(4711, LAUNCH);
  });

  it('names the signal that ended an attempt', async () => {
    const worker = new FakeWorker();
    const channel = channelTo(worker);
    const attempt = channel.run(request, silent, LAUNCH);
    worker.say('X', { exitCode: null, signal: 11, orphans: false });
    expect(await attempt.exited).toEqual({ kind: 'signalled', signal: 'SIGSEGV' });
  });

  it('tells the worker to forget orphans, and says nothing when there were none', async () => {
    const worker = new FakeWorker();
    const channel = channelTo(worker);
    for (const orphans of [false, true]) {
      const attempt = channel.run(request, silent, LAUNCH);
      worker.say('X', { exitCode: 0, signal: null, orphans });
      await attempt.exited;
      attempt.release?.([]);
    }
    expect(worker.received).toEqual(['R', 'R', 'D']);
  });

  it('kills an attempt that was abandoned before its process was known', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const worker = new FakeWorker();
    const channel = channelTo(worker);
    const attempt = channel.run(request, silent, LAUNCH);
    attempt.abandon?.();
    worker.say('S', { pid: 4711 });
    worker.say('X', { exitCode: null, signal: 9, orphans: false });
    await attempt.exited;
    expect(kill).toHaveBeenCalledExactlyOnceWith(-4711, 'SIGKILL');
    kill.mockRestore();
  });

  it('makes the attempt lost when the worker goes away', async () => {
    const worker = new FakeWorker();
    const channel = channelTo(worker);
    const attempt = channel.run(request, silent, LAUNCH);
    worker.destroy();
    expect(await attempt.exited).toMatchObject({ kind: 'lost' });
    expect(channel.isGone).toBe(true);
    expect(await channel.run(request, silent, LAUNCH).exited).toMatchObject({ kind: 'lost' });
  });

  it('breaks off with a worker that says what it must not', async () => {
    const worker = new FakeWorker();
    const channel = channelTo(worker);
    const attempt = channel.run(request, silent, LAUNCH);
    worker.say('?', {});
    expect(await attempt.exited).toMatchObject({
      kind: 'lost',
      reason: expect.stringContaining('unknown type') as string,
    });
    expect(channel.isGone).toBe(true);
  });
});
