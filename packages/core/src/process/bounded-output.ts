import type { OutputExcerpt } from '../events.js';

/** Bytes that are kept of an attempt's output, half of them from its beginning and half from its end. */
const DEFAULT_LIMIT = 1024 * 1024;

/** Keeps the head and the tail of a stream of bytes; what is between is counted and forgotten. */
export class BoundedOutput {
  readonly #half: number;
  readonly #head: Uint8Array[] = [];
  #headBytes = 0;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #omitted = 0;

  constructor(limitBytes = DEFAULT_LIMIT) {
    this.#half = Math.max(1, Math.floor(limitBytes / 2));
  }

  write(chunk: Uint8Array): void {
    const room = this.#half - this.#headBytes;
    const forHead = chunk.subarray(0, room);
    if (forHead.length > 0) {
      this.#head.push(forHead);
      this.#headBytes += forHead.length;
    }
    const forTail = chunk.subarray(forHead.length);
    if (forTail.length === 0) return;
    this.#tail.push(forTail);
    this.#tailBytes += forTail.length;
    // Cut seldom, so that a byte is copied a few times at most.
    if (this.#tailBytes > 2 * this.#half) this.#cutTail();
  }

  #cutTail(): void {
    const all = Buffer.concat(this.#tail);
    const kept = Buffer.from(all.subarray(Math.max(0, all.length - this.#half)));
    this.#omitted += all.length - kept.length;
    this.#tail = [kept];
    this.#tailBytes = kept.length;
  }

  /** What was kept, as text; bytes that are no UTF-8 become U+FFFD. */
  excerpt(): OutputExcerpt {
    if (this.#tailBytes > this.#half) this.#cutTail();
    if (this.#omitted === 0) {
      return { text: Buffer.concat([...this.#head, ...this.#tail]).toString('utf8'), omittedBytes: 0 };
    }
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    const headEnd = startOfCharacter(head, head.length);
    const tailStart = afterContinuation(tail);
    const omittedBytes = this.#omitted + (head.length - headEnd) + tailStart;
    const note = `\n[... ${omittedBytes} bytes of output left out ...]\n`;
    return {
      text: head.toString('utf8', 0, headEnd) + note + tail.toString('utf8', tailStart),
      omittedBytes,
    };
  }

  /** The last lines so far, for a live view. */
  lastLines(count: number): readonly string[] {
    const end = Buffer.concat([
      ...(this.#tailBytes < 4096 ? this.#head.slice(-4) : []),
      ...this.#tail.slice(-4),
    ]);
    return end.subarray(-16_384).toString('utf8').trimEnd().split('\n').slice(-count);
  }
}

/** Where the last character that may be incomplete begins. */
function startOfCharacter(bytes: Buffer, end: number): number {
  let start = end;
  while (start > 0 && end - start < 4) {
    start--;
    const byte = bytes[start] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return start + length > end ? start : end;
  }
  return end;
}

function afterContinuation(bytes: Buffer): number {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return start;
}
