import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from './connection.js';
import { parseIdentity } from './parse-process-message.js';

/** Longest path of a socket on Linux. */
const LONGEST_PATH = 107;

/** Where a new process connects to, and who waits for it. */
export interface ConnectionServer {
  readonly address: string;
  /** A number for a process, and its connection when it is there. Whoever waits has to notice when that will not happen. */
  expect(): { readonly id: number; readonly arrived: Promise<Arrival> };
  close(): void;
}

/** A process that has said who it is. */
export interface Arrival {
  readonly connection: Connection;
  readonly pid: number;
}

/** Listens in a folder that nobody else may enter. Throws when there can be no socket. */
export async function openConnectionServer(): Promise<ConnectionServer> {
  const folder = mkdtempSync(join(shortEnough(tmpdir()) ? tmpdir() : '/tmp', 'steadfast-'));
  const address = join(folder, 'zygotes');
  const waiting = new Map<number, (arrival: Arrival) => void>();
  const server = createServer((socket) => {
    const connection = new Connection(socket);
    connection.listen({
      onFrame: ({ type, payload }) => {
        const identity = type === 'I' ? parseIdentity(payload) : undefined;
        const { id, pid } = identity?.kind === 'valid' ? identity.value : { id: -1, pid: 0 };
        const resolve = waiting.get(id);
        waiting.delete(id);
        connection.pause();
        if (resolve === undefined) connection.end('nobody waits for it');
        else resolve({ connection, pid });
      },
      onEnd: () => undefined,
    });
  });
  await listening(server, address);
  let last = -1;
  return {
    address,
    expect: () => {
      const id = ++last;
      return { id, arrived: new Promise((resolve) => waiting.set(id, resolve)) };
    },
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function shortEnough(folder: string): boolean {
  return Buffer.byteLength(join(folder, 'steadfast-XXXXXX', 'zygotes')) <= LONGEST_PATH;
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      // A run does not stay alive for it.
      server.unref();
      resolve();
    });
  });
}
