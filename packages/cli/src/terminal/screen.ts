import type { Fence } from './fence.js';

/** Where the terminal reporter writes. */
export interface Screen {
  /** Writes whole lines, below everything that was written before. */
  print(text: string): void;
  /** Gives the terminal back for a while, and takes it again. */
  pause(): void;
  resume(): void;
  /** Leaves the terminal as it was found. Can be called more than once. */
  close(): void;
}

/** Lines one after the other: files, pipes, CI. */
export function plainScreen(
  stream: Pick<NodeJS.WritableStream, 'write'>,
  fence: Fence = (text) => text,
): Screen {
  return {
    print: (text) => {
      stream.write(`${fence(text)}\n`);
    },
    pause: () => undefined,
    resume: () => undefined,
    close: () => undefined,
  };
}
