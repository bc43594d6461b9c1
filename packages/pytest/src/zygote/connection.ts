import type { Duplex } from 'node:stream';
import { encodeFrame, type Frame, FrameDecoder, type ToProcess } from './frames.js';

/** Who listens to a process. */
export interface ConnectionListener {
  readonly onFrame: (frame: Frame) => void;
  /** Called once, when the process is gone. */
  readonly onEnd: (reason: string) => void;
}

/** Node's end of one Python process. Frames that come before anybody listens are kept. */
export class Connection {
  readonly #decoder = new FrameDecoder();
  #waiting: Frame[] = [];
  #listener: ConnectionListener | undefined;
  #gone: string | undefined;

  constructor(private readonly socket: Duplex) {
    socket.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    socket.on('error', (error) => {
      this.end(error.message);
    });
    socket.on('close', () => {
      this.end('its connection was closed');
    });
  }

  /** Why the process is gone; `undefined` while it is there. */
  get gone(): string | undefined {
    return this.#gone;
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) this.#listener.onFrame(frame);
    if (this.#gone !== undefined) listener.onEnd(this.#gone);
  }

  /** Frames are kept again, until somebody listens. */
  pause(): void {
    this.#listener = undefined;
  }

  send(message: ToProcess): void {
    if (this.#gone === undefined) this.socket.write(encodeFrame(message));
  }

  /** What makes no sense costs this process and its attempt, and nobody else. */
  #read(chunk: Buffer): void {
    try {
      for (const frame of this.#decoder.write(chunk)) {
        if (this.#gone !== undefined) return;
        if (this.#listener === undefined) this.#waiting.push(frame);
        else this.#listener.onFrame(frame);
      }
    } catch (error) {
      this.end(error instanceof Error ? error.message : String(error));
    }
  }

  /** Lets go of the process, which ends then. */
  end(reason: string): void {
    if (this.#gone !== undefined) return;
    this.#gone = reason;
    this.socket.destroy();
    this.#listener?.onEnd(reason);
  }
}
