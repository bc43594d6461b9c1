import type { ReportMessage } from './report-message.js';

const NEWLINE = 0x0a;

/** Splits a stream of bytes into the lines of a report, whatever the chunks. */
export class ReportLines {
  #rest: Uint8Array[] = [];

  constructor(private readonly onMessage: (message: ReportMessage) => void) {}

  write(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#emit(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  #emit(lastPart: Uint8Array): void {
    const line = Buffer.concat([...this.#rest, lastPart]).toString('utf8');
    this.#rest = [];
    const message = parse(line);
    if (message !== undefined) this.onMessage(message);
  }
}

/** A line that is no message is dropped: the numbers at the end of the report tell that one is lacking. */
function parse(line: string): ReportMessage | undefined {
  try {
    return JSON.parse(line) as ReportMessage;
  } catch {
    return undefined;
  }
}
