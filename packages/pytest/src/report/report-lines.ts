import { checker, parseJson } from '@steadfast/core';
import { validateReportMessage } from '../generated/validators.js';
import type { ReportMessage } from './report-message.js';

const NEWLINE = 0x0a;

/** How the Python side begins a report: with a nonce that no test was told. */
const NONCE = /^[0-9a-f]{32}$/;

/** Longer than any message: the texts of a test are bounded where they are written. What is longer is not kept. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Splits a stream of bytes into the lines of a report, whatever the chunks. The first line is the attempt's nonce, and each
 * message begins with it; what tests write to the descriptor does not, and is left out.
 */
export class ReportLines {
  #rest: Uint8Array[] = [];
  #restBytes = 0;
  #nonce: string | undefined;
  #isGarbled = false;

  constructor(
    private readonly onMessage: (message: ReportMessage) => void,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** Whether there was something that is no message of the Python side. */
  get isGarbled(): boolean {
    return this.#isGarbled;
  }

  /** Takes the next bytes, whatever they are: it never throws. */
  write(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#emit(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  #keep(part: Uint8Array): void {
    this.#restBytes += part.length;
    if (this.#restBytes <= this.mostBytes) {
      this.#rest.push(part);
      return;
    }
    this.#rest = [];
    this.#isGarbled = true;
  }

  #emit(lastPart: Uint8Array): void {
    const isTooLong = this.#restBytes + lastPart.length > this.mostBytes;
    const line = isTooLong ? '' : Buffer.concat([...this.#rest, lastPart]).toString('utf8');
    this.#rest = [];
    this.#restBytes = 0;
    if (this.#nonce === undefined) {
      this.#begin(line);
      return;
    }
    // Somebody else may have written the beginning of a line.
    const start = line.indexOf(`${this.#nonce} `);
    const message = start < 0 ? undefined : parse(line.slice(start + this.#nonce.length));
    if (start !== 0 || message === undefined) this.#isGarbled = true;
    if (message !== undefined) this.onMessage(message);
  }

  #begin(line: string): void {
    if (NONCE.test(line)) this.#nonce = line;
    else this.#isGarbled = true;
  }
}

const checkMessage = checker<ReportMessage>(validateReportMessage);

/** A line that is no message is dropped: the numbers at the end of the report tell that one is lacking. */
function parse(line: string): ReportMessage | undefined {
  const json = parseJson(line);
  const message = json.kind === 'valid' ? checkMessage(json.value) : json;
  return message.kind === 'valid' ? message.value : undefined;
}
