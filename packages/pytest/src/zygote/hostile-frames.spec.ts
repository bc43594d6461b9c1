import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Connection } from './connection.js';
import type { RunRequest } from './frames.js';
import { WorkerChannel } from './worker-channel.js';

const REQUEST: RunRequest = {
  way: 'fork',
  learn: false,
  options: [],
  targets: ['test_a.py'],
  environment: {},
  cwd: '/project',
};

/** A worker's end of a socket that says what it is told to, and then hangs up. */
function workerThatSays(chunks: readonly Uint8Array[]): Duplex {
  const socket = new Duplex({
    allowHalfOpen: false,
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  for (const chunk of chunks) if (chunk.length > 0) socket.push(chunk);
  socket.push(null);
  return socket;
}

function frame(type: string, payload: string): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

async function attemptWith(chunks: readonly Uint8Array[]) {
  const channel = new WorkerChannel(new Connection(workerThatSays(chunks)), 42);
  const silent = { onStarted: () => undefined, onOutput: () => undefined, onReport: () => undefined };
  return await channel.run(REQUEST, silent, { kind: 'spawned' }).exited;
}

describe('a worker that speaks nonsense', () => {
  it('loses its attempt, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 100 })), async (chunks) => {
        expect((await attemptWith(chunks)).kind).toBe('lost');
      }),
    );
  });

  it('never throws, whatever a frame holds', async () => {
    const payload = fc.oneof(fc.json(), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('H', 'S', 'X', 'O', 'P', 'R'), payload, async (type, words) => {
        const { kind } = await attemptWith([frame(type, words)]);
        expect(['lost', 'exited', 'signalled']).toContain(kind);
      }),
    );
  });

  it.each([0, 1, -1])('names no process that signals may go to with %i', async (pid) => {
    expect(await attemptWith([frame('S', JSON.stringify({ pid }))])).toMatchObject({
      kind: 'lost',
      reason: expect.stringContaining('no process of its own') as string,
    });
  });

  it('is not waited for when it announces a frame of gigabytes', async () => {
    expect(await attemptWith([Buffer.from([0x4f, 0xff, 0xff, 0xff, 0xff])])).toMatchObject({
      reason: expect.stringContaining('4294967295 bytes') as string,
    });
  });
});
