import ansiEscapes from 'ansi-escapes';
import cliCursor from 'cli-cursor';
import { createLogUpdate } from 'log-update';
import stringWidth from 'string-width';
import type { Screen } from '../screen.js';

/** A terminal that is written to. */
export type TerminalStream = NodeJS.WritableStream & {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
};

export interface LiveScreenOptions {
  readonly stream: TerminalStream;
  /** Streams that end up on the same terminal; what others write to them goes above the live lines, too. */
  readonly shared: readonly NodeJS.WritableStream[];
  /** The live lines for a size of the terminal. */
  readonly frame: (size: { readonly columns: number; readonly rows: number }) => readonly string[];
}

const REFRESH_MS = 100;

/** Keeps lines at the bottom of the terminal up to date, and everything else above them. */
export class LiveScreen implements Screen {
  readonly #write: (text: string) => void;
  readonly #port: NodeJS.WritableStream;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #timer: NodeJS.Timeout;
  readonly #letGo: readonly (() => void)[];
  #shown: readonly string[] = [];
  #open = true;

  constructor(private readonly options: LiveScreenOptions) {
    const { stream, shared } = options;
    const write = stream.write.bind(stream);
    this.#write = (text) => void write(text);
    this.#port = portOf(stream, write);
    this.#update = createLogUpdate(this.#port, { showCursor: true });
    // Also shows it again when the process ends without a word.
    cliCursor.hide(this.#port);
    this.#letGo = [...new Set([stream, ...shared])].map((each) => this.#takeOver(each));
    stream.on('resize', this.#resize);
    this.#timer = setInterval(this.#refresh, REFRESH_MS);
    this.#timer.unref();
    this.#refresh();
  }

  print(text: string): void {
    if (this.#open) this.#update.clear();
    this.#write(`${text}\n`);
    this.#refresh();
  }

  /** Gives the terminal back for a while. */
  pause(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#update.clear();
    cliCursor.show(this.#port);
  }

  resume(): void {
    this.#open = true;
    cliCursor.hide(this.#port);
    this.#refresh();
  }

  /** Takes the live lines away; what is printed later comes where they were. */
  close(): void {
    this.pause();
    clearInterval(this.#timer);
    this.options.stream.removeListener('resize', this.#resize);
    for (const letGo of this.#letGo) letGo();
  }

  readonly #refresh = (): void => {
    if (!this.#open) return;
    const { columns = 80, rows = 24 } = this.options.stream;
    this.#shown = this.options.frame({ columns, rows });
    this.#update(this.#shown.join('\n'));
  };

  /**
   * A terminal that became narrower has broken the lines that it showed: they take more rows than were written.
   */
  readonly #resize = (): void => {
    if (!this.#open) return;
    const { columns = 80 } = this.options.stream;
    const rows = this.#shown.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / columns)),
      1,
    );
    this.#write(ansiEscapes.eraseLines(rows));
    this.#update.done();
    this.#refresh();
  };

  /** Puts what others write to a stream above the live lines. */
  #takeOver(stream: NodeJS.WritableStream): () => void {
    const original = stream.write;
    const write = original.bind(stream) as (...given: unknown[]) => boolean;
    const replacement = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      if (!this.#open) return write(chunk, ...rest);
      this.#update.clear();
      const more = write(chunk, ...rest);
      // A line that does not end would be continued by the live lines.
      if (!endsLine(chunk)) write('\n');
      this.#refresh();
      return more;
    };
    stream.write = replacement as typeof stream.write;
    return () => {
      stream.write = original;
    };
  }
}

/** What log-update and cli-cursor need of a stream, whose `write` is going to be replaced. */
function portOf(stream: TerminalStream, write: TerminalStream['write']): NodeJS.WritableStream {
  const port = {
    isTTY: true,
    write,
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
  };
  return port as unknown as NodeJS.WritableStream;
}

function endsLine(chunk: string | Uint8Array): boolean {
  return typeof chunk === 'string' ? chunk.endsWith('\n') : chunk.at(-1) === 10;
}
