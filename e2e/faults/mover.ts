import { join } from 'node:path';
import { execa } from 'execa';

/** A process of its own that moves the files of a folder away and back at random. */
export interface Mover {
  /** Ends it; every file is in its place then. Resolves to the number of moves that it made. */
  stop(): Promise<number>;
}

export function startMover(folder: string, { seed, longestMs }: { seed: number; longestMs: number }): Mover {
  const script = join(import.meta.dirname, 'mover.py');
  const mover = execa('python3', [script, folder, String(seed), String(longestMs / 1000)], { stdin: 'pipe' });
  return {
    async stop() {
      mover.stdin.end();
      return Number((await mover).stdout);
    },
  };
}
