/** What Node tells a worker. */
export type ToWorker =
  | { readonly type: 'R'; readonly request: RunRequest }
  /** Survivors are dealt with: the slot may forget the attempt. Those left alive outlive the slot as well. */
  | { readonly type: 'D'; readonly leftAlive: readonly number[] };

/** One attempt, as a worker makes it: `pytest *options`, and what to run, which is not among these words. */
export interface RunRequest {
  readonly isolation: 'warm' | 'spawn';
  readonly options: readonly string[];
  readonly targets: readonly string[];
  /** The test file, which decides whether the zygote's configuration is the right one. */
  readonly file: string;
  /** Added to the environment that the zygote was started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** A frame from a worker: a type and its bytes. */
export interface Frame {
  readonly type: string;
  readonly payload: Buffer;
}

const HEADER_BYTES = 5;

/** More than any frame holds: a length beyond it is none. */
const MOST_BYTES = 16 * 1024 * 1024;

/** What came is no stream of frames. */
export class GarbledFrames extends Error {
  override readonly name = 'GarbledFrames';
}

/** Type byte, length, payload; see `python/PROTOCOL.md`. */
export function encodeFrame(message: ToWorker): Buffer {
  const payload = payloadOf(message);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  frame.write(message.type, 0, 'latin1');
  frame.writeUInt32BE(payload.length, 1);
  payload.copy(frame, HEADER_BYTES);
  return frame;
}

function payloadOf(message: ToWorker): Buffer {
  switch (message.type) {
    case 'R':
      return Buffer.from(JSON.stringify(message.request));
    case 'D': {
      const { leftAlive } = message;
      return leftAlive.length === 0 ? Buffer.alloc(0) : Buffer.from(JSON.stringify({ leftAlive }));
    }
  }
}

/** Cuts a stream of bytes into frames, whatever the chunks. */
export class FrameDecoder {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** @throws {GarbledFrames} for a length that no frame has. */
  *write(chunk: Buffer): Generator<Frame> {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    for (;;) {
      const header = this.#peek(HEADER_BYTES);
      if (header === undefined) return;
      const length = header.readUInt32BE(1);
      if (length > MOST_BYTES) throw new GarbledFrames(`it sent a frame of ${length} bytes`);
      const frame = this.#peek(HEADER_BYTES + length);
      if (frame === undefined) return;
      this.#drop(frame.length);
      yield { type: String.fromCharCode(frame[0] ?? 0), payload: frame.subarray(HEADER_BYTES) };
    }
  }

  /** The first bytes, or nothing while there are too few; chunks are joined only when a frame spans them. */
  #peek(count: number): Buffer | undefined {
    if (this.#bytes < count) return undefined;
    if ((this.#chunks[0]?.length ?? 0) < count) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]?.subarray(0, count);
  }

  #drop(count: number): void {
    this.#bytes -= count;
    const rest = this.#chunks[0]?.subarray(count);
    if (rest?.length) this.#chunks[0] = rest;
    else this.#chunks.shift();
  }
}
