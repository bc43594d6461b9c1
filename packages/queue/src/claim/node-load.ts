import { slotsOf, type TestFile } from '@steadfast/core';

/** What a node runs now: which files fit beside it. */
export class NodeLoad {
  #used = 0;
  readonly #groups = new Set<string>();

  constructor(private readonly slots: number) {}

  /** Whether a file may be handed out: a file that would have to wait for a slot is better off on another node. */
  fits(file: TestFile): boolean {
    const free = this.slots - this.#used;
    return free >= this.#weight(file) && (file.group === undefined || !this.#groups.has(file.group));
  }

  get isFull(): boolean {
    return this.#used >= this.slots;
  }

  begin(file: TestFile): void {
    this.#used += this.#weight(file);
    if (file.group !== undefined) this.#groups.add(file.group);
  }

  end(file: TestFile): void {
    this.#used -= this.#weight(file);
    if (file.group !== undefined) this.#groups.delete(file.group);
  }

  #weight(file: TestFile): number {
    return slotsOf(file, this.slots);
  }
}
