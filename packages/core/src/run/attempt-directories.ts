import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Empty folders for attempts. Most attempts leave theirs as it was, and then the next attempt gets the same one: making and
 * removing a folder per attempt would be most of what Node does for it.
 */
export class AttemptDirectories {
  readonly #empty: string[] = [];
  readonly #removals = new Set<Promise<void>>();

  /** @param parent Absolute path of the run's own folder. */
  constructor(private readonly parent: string) {}

  /** The absolute path of a folder that is empty, and the attempt's own until it is given back. */
  take(): string {
    const path = this.#empty.pop();
    return path !== undefined && isEmpty(path) ? path : this.#make();
  }

  #make(): string {
    const prefix = join(this.parent, 'attempt-');
    try {
      return mkdtempSync(prefix);
    } catch (error) {
      // A test may have removed everything below the temporary folder.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(this.parent, { recursive: true, mode: 0o700 });
      return mkdtempSync(prefix);
    }
  }

  giveBack(path: string): void {
    if (isEmpty(path)) {
      this.#empty.push(path);
      return;
    }
    const removal = rm(path, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
    this.#removals.add(removal);
    void removal.then(() => this.#removals.delete(removal));
  }

  /** Resolves when no folder is being removed. */
  async settled(): Promise<void> {
    await Promise.all(this.#removals);
  }
}

/** A folder that a test has removed, or made unreadable, is not fit for another attempt. */
function isEmpty(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}
