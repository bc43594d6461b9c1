import { StringDecoder } from 'node:string_decoder';

/** What is kept of a line that does not end. */
const LONGEST_LINE = 64 * 1024;

/** Looks for a line in a stream of bytes. */
export class OutputLines {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #wanted: { readonly pattern: RegExp; readonly found: () => void } | undefined;

  write(chunk: Uint8Array): void {
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    const lines = (this.#rest + this.#decoder.write(chunk)).split(/\r?\n/);
    this.#rest = (lines.at(-1) ?? '').slice(-LONGEST_LINE);
    // The last one may have no end: a prompt never has.
    if (!lines.some((line) => wanted.pattern.test(line))) return;
    this.#wanted = undefined;
    wanted.found();
  }

  /** Resolves with the first line that matches, of those that come from now on. */
  matching(pattern: RegExp): Promise<void> {
    return new Promise((found) => (this.#wanted = { pattern, found }));
  }
}
