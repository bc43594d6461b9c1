import { type Socket, connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** After so long without an answer a process counts as frozen: stopped, or its container paused. */
const FROZEN_AFTER_MS = 5000;

/** What a connection says when nobody is there; anything else is a want of this process. */
const DEAD = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'];

/** Where a process can be reached; a name that Windows gives to pipes. */
function addressOf(folder: string, owner: string): string {
  const path = join(folder, `s-${owner}`);
  return process.platform === 'win32' ? `\\\\.\\pipe\\${path.replaceAll(/[:\\/]+/g, '-')}` : path;
}

/** What is told of the processes that keep this one waiting. */
export interface NeighbourListener {
  /** Something may have changed. */
  changed(): void;
  /** The process is no more, and nothing of it counts. */
  gone(owner: string): void;
}

interface Neighbour {
  readonly socket: Socket;
  answered: number;
}

/**
 * Talks with the processes that share a pool. Each listens on a socket of its own; who waits for another one is connected to
 * it, and so knows at once when something changes there, or when it dies, however that happens. A byte says that something
 * may have changed; a byte back asks whether anybody is there.
 */
export class Neighbours {
  readonly #connected = new Map<string, Neighbour>();
  readonly #listening = new Set<Socket>();
  #server: Server | undefined;
  #pulse: NodeJS.Timeout | undefined;
  readonly frozen = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly owner: string,
    private readonly listener: NeighbourListener,
  ) {}

  /** Resolves when others can reach this process. */
  open(): Promise<void> {
    const server = createServer((socket) => {
      this.#listening.add(socket);
      socket.unref();
      socket.on('error', () => undefined);
      socket.on('close', () => this.#listening.delete(socket));
      socket.on('data', () => socket.write('.'));
      socket.write('.');
    });
    server.unref();
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(addressOf(this.folder, this.owner), () => {
        server.off('error', reject);
        resolve();
      });
    });
  }

  /** Tells everybody who waits that something has changed here. */
  tell(): void {
    for (const socket of this.#listening) socket.write('.');
  }

  /** Is connected to these processes, and to no others. */
  watch(owners: readonly string[]): void {
    const wanted = new Set(owners);
    wanted.delete(this.owner);
    for (const [owner, { socket }] of this.#connected) {
      if (wanted.has(owner) || this.frozen.has(owner)) continue;
      this.#connected.delete(owner);
      socket.destroy();
    }
    for (const owner of wanted) if (!this.#connected.has(owner)) this.#connect(owner);
    if (this.#connected.size === 0) clearInterval(this.#pulse);
    this.#pulse = this.#connected.size === 0 ? undefined : (this.#pulse ?? this.#startPulse());
  }

  close(): void {
    clearInterval(this.#pulse);
    for (const { socket } of this.#connected.values()) socket.destroy();
    this.#connected.clear();
    for (const socket of this.#listening) socket.destroy();
    this.#server?.close();
  }

  #connect(owner: string): void {
    const socket = connect(addressOf(this.folder, owner));
    const neighbour: Neighbour = { socket, answered: Date.now() };
    this.#connected.set(owner, neighbour);
    socket.on('data', () => {
      neighbour.answered = Date.now();
      this.frozen.delete(owner);
      this.listener.changed();
    });
    let isDead = true;
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      isDead = code === undefined || DEAD.includes(code);
    });
    socket.on('close', () => {
      if (this.#connected.get(owner) !== neighbour) return;
      this.#connected.delete(owner);
      if (!isDead) {
        this.frozen.add(owner);
        this.listener.changed();
        return;
      }
      this.frozen.delete(owner);
      this.listener.gone(owner);
    });
  }

  /** A process that stops tells nobody, so it is asked: the one thing here for which there is no event. */
  #startPulse(): NodeJS.Timeout {
    return setInterval(() => {
      const now = Date.now();
      for (const [owner, { socket, answered }] of this.#connected) {
        if (now - answered > FROZEN_AFTER_MS && !this.frozen.has(owner)) {
          this.frozen.add(owner);
          this.listener.changed();
        }
        socket.write('?');
      }
    }, FROZEN_AFTER_MS / 4);
  }
}
