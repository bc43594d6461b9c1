/** What Node tells zygotes and workers; see `python/PROTOCOL.md`. */
export type ToProcess =
  /** A zygote forks a deeper one, which takes a step more. */
  | { readonly type: 'Z'; readonly id: number; readonly step: Step }
  /** A zygote forks a worker. */
  | { readonly type: 'W'; readonly id: number }
  /** A worker makes an attempt. */
  | { readonly type: 'R'; readonly request: RunRequest }
  /** Survivors are dealt with: the worker may forget the attempt. Those left alive outlive the worker as well. */
  | { readonly type: 'D'; readonly leftAlive: readonly number[] };

/** A module, and the file that it is to come from. */
export type ImportedModule = readonly [name: string, file: string];

/** What a zygote prepares beyond the one that it is forked from. */
export type Step =
  | {
      readonly kind: 'project';
      readonly cwd: string;
      /** A file that stands for all others. */
      readonly targets: readonly string[];
      /** Variables that each attempt has for itself: nothing that is shared may read them. */
      readonly ownVariables: readonly string[];
    }
  | {
      readonly kind: 'imports';
      readonly modules: readonly ImportedModule[];
      readonly ownVariables: readonly string[];
    };

/** One attempt, as a worker makes it: `pytest *options`, and what to run, which is not among these words. */
export interface RunRequest {
  readonly way: 'fork' | 'spawn';
  /** Whether the attempt is to tell what it imports. */
  readonly learn: boolean;
  readonly options: readonly string[];
  readonly targets: readonly string[];
  /** Added to the environment that the first zygote was started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** A frame from a process: a type and its bytes. */
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
export function encodeFrame(message: ToProcess): Buffer {
  const payload = Buffer.from(JSON.stringify(payloadOf(message)));
  const frame = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  frame.write(message.type, 0, 'latin1');
  frame.writeUInt32BE(payload.length, 1);
  payload.copy(frame, HEADER_BYTES);
  return frame;
}

function payloadOf(message: ToProcess): object {
  switch (message.type) {
    case 'Z':
      return { id: message.id, ...message.step };
    case 'W':
      return { id: message.id };
    case 'R':
      return message.request;
    case 'D':
      return { leftAlive: message.leftAlive };
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
