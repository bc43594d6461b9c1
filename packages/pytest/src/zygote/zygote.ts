import type { Checked } from '@steadfast/core';
import type { Arrival, ConnectionServer } from './connection-server.js';
import type { Connection } from './connection.js';
import type { Step } from './frames.js';
import { parseHello } from './parse-process-message.js';
import type { ZygoteHello } from './process-message.js';
import { WorkerChannel } from './worker-channel.js';

/** The version of the protocol that this side speaks. */
const PROTOCOL = 2;

/** Node's end of one zygote: knows when it is ready, and has workers and deeper zygotes forked from it. */
export class Zygote {
  /** Resolves when the zygote is ready; rejects when it ends before, with the reason. */
  readonly ready: Promise<ZygoteHello>;
  /** Resolves with the reason when the zygote is gone. */
  readonly gone: Promise<string>;
  #connection: Connection | undefined;
  #pid: number | undefined;
  #isReady = false;
  #isGone = false;
  #leave!: (reason: string) => void;

  /** @param above What this zygote is forked from, or started by: when that ends first, there is going to be no connection. */
  constructor(
    private readonly server: ConnectionServer,
    arrived: Promise<Arrival>,
    above: Promise<string>,
  ) {
    this.gone = new Promise((resolve) => (this.#leave = resolve));
    this.ready = new Promise((resolve, reject) => {
      void this.gone.then((reason) => {
        this.#isGone = true;
        reject(new Error(reason));
      });
      void above.then((reason) => {
        if (this.#connection === undefined) this.#leave(reason);
      });
      void arrived.then(({ connection, pid }) => {
        this.#connection = connection;
        this.#pid = pid;
        connection.listen({
          onFrame: ({ type, payload }) => {
            if (type === 'H') this.#greet(parseHello(payload), resolve);
          },
          onEnd: this.#leave,
        });
        if (this.#isGone) this.#end();
      });
    });
    // Whoever waits hears of it; without anybody, it is no news.
    this.ready.catch(() => undefined);
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** A deeper zygote. */
  fork(step: Step): Zygote {
    const { id, arrived } = this.server.expect();
    this.#connection?.send({ type: 'Z', id, step });
    return new Zygote(this.server, arrived, this.gone);
  }

  /** A worker, whose attempts are forks of this zygote. Rejects when the zygote ends before. */
  async worker(): Promise<WorkerChannel> {
    const { id, arrived } = this.server.expect();
    this.#connection?.send({ type: 'W', id });
    const arrival = await Promise.race([arrived, this.gone]);
    if (typeof arrival === 'string') throw new Error(arrival);
    return new WorkerChannel(arrival.connection, arrival.pid);
  }

  /** Lets go of the zygote, which ends when its children have. */
  close(): void {
    this.#end();
    this.#isGone = true;
    this.#leave('it was closed');
  }

  #end(): void {
    this.#connection?.end('it was closed');
    // One that is not ready yet would not notice before it had finished its preparation.
    if (this.#isReady || this.#pid === undefined) return;
    try {
      process.kill(this.#pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  #greet(message: Checked<ZygoteHello>, resolve: (hello: ZygoteHello) => void): void {
    if (message.kind !== 'valid') {
      this.#connection?.end(`it sent a frame that makes no sense (${message.problem})`);
      return;
    }
    const hello = message.value;
    this.#isReady = true;
    if (hello.protocol === PROTOCOL) resolve(hello);
    else this.#connection?.end(`it speaks version ${hello.protocol} of the protocol, not ${PROTOCOL}`);
  }
}
