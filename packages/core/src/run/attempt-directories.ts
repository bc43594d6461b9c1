import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Empty folders for attempts. Most attempts leave theirs as it was, and then the next attempt gets the same one: making and
 * removing a folder per attempt would be most of what Node does for it.
 */
export class AttemptDirectories {
  readonly #empty: string[] = [];
  readonly #removals = new Set<Promise<void>>();

  constructor(private readonly parent: string) {}

  /** The absolute path of a folder that is empty, and the attempt's own until it is given back. */
  take(): string {
    return this.#empty.pop() ?? mkdtempSync(join(this.parent, 'attempt-'));
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

  /** Resolves when nothing is being removed any more. What could not be removed is left to the removal of the parent. */
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
