import { Duplex } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import type { RunRequest } from './frames.js';
import { WorkerChannel } from './worker-channel.js';

const request: RunRequest = {
  isolation: 'warm',
  options: [],
  targets: ['test_a.py'],
  file: 'test_a.py',
  environment: {},
  cwd: '/project',
};
const silent = { onStarted: () => undefined, onOutput: () => undefined, onReport: () => undefined };

/** The other end of a channel, played by the test. */
class FakeSlot extends Duplex {
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

const HELLO = {
  protocol: 1,
  pid: 42,
  python: '3.11.7',
  pytest: '9.2.0',
  warm: true,
  reason: null,
  notices: [],
};

async function readySlot() {
  const slot = new FakeSlot();
  const channel = new WorkerChannel(slot);
  slot.say('H', HELLO);
  await channel.ready;
  return { slot, channel };
}

describe('WorkerChannel', () => {
  it('makes an attempt: process, output, report, end', async () => {
    const { slot, channel } = await readySlot();
    const listener = { onStarted: vi.fn(), onOutput: vi.fn(), onReport: vi.fn() };
    const attempt = channel.run(request, listener);
    slot.say('S', { pid: 4711 });
    slot.say('O', 'hello');
    slot.say('P', '{}\n');
    slot.say('X', { exitCode: 1, signal: null, orphans: false });
    expect(await attempt.exited).toEqual({ kind: 'exited', exitCode: 1 });
    expect(attempt.pid).toBe(4711);
    expect(attempt.reaperPid).toBe(42);
    expect(attempt.hasOrphans?.()).toBe(false);
    expect(listener.onOutput).toHaveBeenCalledExactlyOnceWith(Buffer.from('hello'));
    expect(listener.onReport).toHaveBeenCalledExactlyOnceWith(Buffer.from('{}\n'));
    expect(listener.onStarted).toHaveBeenCalledOnce();
  });

  it('names the signal that ended an attempt', async () => {
    const { slot, channel } = await readySlot();
    const attempt = channel.run(request, silent);
    slot.say('X', { exitCode: null, signal: 11, orphans: false });
    expect(await attempt.exited).toEqual({ kind: 'signalled', signal: 'SIGSEGV' });
  });

  it('tells the slot to forget orphans, and says nothing when there were none', async () => {
    const { slot, channel } = await readySlot();
    for (const orphans of [false, true]) {
      const attempt = channel.run(request, silent);
      slot.say('X', { exitCode: 0, signal: null, orphans });
      await attempt.exited;
      attempt.release?.([]);
    }
    expect(slot.received).toEqual(['R', 'R', 'D']);
  });

  it('kills an attempt that was abandoned before its process was known', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const { slot, channel } = await readySlot();
    const attempt = channel.run(request, silent);
    attempt.abandon?.();
    slot.say('S', { pid: 4711 });
    slot.say('X', { exitCode: null, signal: 9, orphans: false });
    await attempt.exited;
    expect(kill).toHaveBeenCalledExactlyOnceWith(-4711, 'SIGKILL');
    kill.mockRestore();
  });

  it('makes the attempt lost when the slot goes away', async () => {
    const { slot, channel } = await readySlot();
    const attempt = channel.run(request, silent);
    slot.destroy();
    expect(await attempt.exited).toMatchObject({ kind: 'lost' });
    expect(channel.isGone).toBe(true);
    expect(await channel.run(request, silent).exited).toMatchObject({ kind: 'lost' });
  });

  it('is never ready when the slot ends before its greeting', async () => {
    const slot = new FakeSlot();
    const channel = new WorkerChannel(slot);
    slot.destroy();
    await expect(channel.ready).rejects.toThrow('connection was closed');
  });

  it.each([
    ['another protocol', 'H', { ...HELLO, protocol: 2 }],
    ['an unknown frame', '?', {}],
  ])('breaks off with a slot that speaks %s', async (_what, type, payload) => {
    const slot = new FakeSlot();
    const channel = new WorkerChannel(slot);
    slot.say(type, payload);
    await expect(channel.ready).rejects.toThrow(/version 2|unknown type/);
    expect(channel.isGone).toBe(true);
  });
});
