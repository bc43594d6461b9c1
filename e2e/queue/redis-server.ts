import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Redis of its own, on a free port of this machine, that writes down what it was told. */
export class RedisServer implements AsyncDisposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'steadfast-redis-'));
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
    private readonly host: string,
  ) {}

  /** @param options Words for the server's command line. */
  static async start(options: readonly string[] = [], host = '127.0.0.1'): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options, host);
    await server.start();
    return server;
  }

  /** Starts a server that only talks TLS. */
  static async startWithTls(
    { key, certificate }: { readonly key: string; readonly certificate: string },
    options: readonly string[],
  ): Promise<RedisServer> {
    const port = await freePort();
    const tls = [
      '--port',
      '0',
      '--tls-port',
      String(port),
      '--tls-key-file',
      key,
      '--tls-cert-file',
      certificate,
    ];
    const server = new RedisServer(port, [...tls, '--tls-auth-clients', 'no', ...options], '127.0.0.1');
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://${this.host}:${this.port}`;
  }

  /** Starts again with what was written down, after `kill`. */
  async start(): Promise<void> {
    const words = ['--port', String(this.port), '--bind', this.host, '--dir', this.#directory];
    const persistence = ['--appendonly', 'yes', '--save', ''];
    this.#process = spawn('redis-server', [...words, ...persistence, ...this.options], { stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries++) {
      if (await answers(this.port, this.host, this.options.includes('--tls-port'))) return;
      await sleep(25);
    }
    throw new Error(`redis-server did not start on port ${this.port}; is it installed?`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#process ?? {};
    if (this.#process === undefined || exitCode != null || signalCode != null) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Outside of the range that outgoing connections take theirs from: a node that reconnects must not find itself there. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!isFree) continue;
    server.close();
    return port;
  }
}

async function answers(port: number, host: string, tls: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => (tls ? end(true) : socket.write('PING\r\n')));
    // Also a server that wants a password answers.
    socket.on('data', (data) => end(/^(\+PONG|-NOAUTH)/.test(data.toString())));
    socket.on('error', () => end(false));
  });
}
