import type { TestFile } from '../test-file.js';
import { compareFiles } from './file-order.js';
import type { Claim, FileSource } from './file-source.js';

/** Hands out a list of files, the longest first. */
export function longestFirst(files: readonly TestFile[]): FileSource {
  return new LongestFirst(files);
}

/** All files of a group are busy or none is, so only the first of each group is ever looked at. */
class LongestFirst implements FileSource {
  readonly #queues = new Map<string | undefined, TestFile[]>();
  readonly #busyGroups = new Set<string>();
  /** Who waits for a group to become free. */
  #wake: (() => void) | undefined;

  constructor(files: readonly TestFile[]) {
    // Sorted backwards: taking from the end moves nothing.
    for (const file of [...files].sort((a, b) => compareFiles(b, a))) this.#put(file);
  }

  async claim(signal: AbortSignal): Promise<Claim | undefined> {
    while (!signal.aborted) {
      const file = this.#take();
      if (file !== undefined) return this.#claimOf(file);
      if (this.remaining().length === 0) return undefined;
      await this.#change(signal);
    }
    return undefined;
  }

  remaining(): readonly TestFile[] {
    return [...this.#queues.values()].flat();
  }

  #put(file: TestFile): void {
    const queue = this.#queues.get(file.group);
    if (queue === undefined) this.#queues.set(file.group, [file]);
    else queue.push(file);
  }

  #take(): TestFile | undefined {
    let best: TestFile | undefined;
    for (const queue of this.#queues.values()) {
      const head = queue.at(-1);
      if (head === undefined || (head.group !== undefined && this.#busyGroups.has(head.group))) continue;
      if (best === undefined || compareFiles(head, best) < 0) best = head;
    }
    if (best !== undefined) {
      this.#queues.get(best.group)?.pop();
      if (best.group !== undefined) this.#busyGroups.add(best.group);
    }
    return best;
  }

  #claimOf(file: TestFile): Claim {
    return {
      file,
      settle: () => {
        this.#free(file);
        return Promise.resolve();
      },
      giveBack: () => {
        this.#put(file);
        this.#free(file);
        return Promise.resolve();
      },
    };
  }

  #free({ group }: TestFile): void {
    if (group === undefined) return;
    this.#busyGroups.delete(group);
    this.#wake?.();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake = undefined;
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
