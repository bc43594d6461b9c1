import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server on which answers can get lost. */
export class SwallowingProxy implements Disposable {
  readonly #sockets = new Set<Socket>();
  #swallow: ((request: string) => boolean) | undefined;
  swallowed = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(port: number): Promise<SwallowingProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const proxy = new SwallowingProxy(server, address.port);
    server.on('connection', (client) => proxy.#relay(client, port));
    return proxy;
  }

  /** The next request that matches is delivered; its answer gets lost, and the connection breaks. */
  swallowAnswerTo(matches: (request: string) => boolean): void {
    this.#swallow = matches;
  }

  #relay(client: Socket, port: number): void {
    const upstream = connect(port, '127.0.0.1');
    let lose = false;
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      if (this.#swallow?.(data.toString('latin1')) === true) {
        this.#swallow = undefined;
        lose = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!lose) {
        client.write(data);
        return;
      }
      this.swallowed++;
      client.destroy();
    });
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
  }
}
