/** Whom to tell when something happens to a path, or to the tree as a whole. */
export class News {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Calls back with every news of a path; the returned function ends that. */
  subscribe(path: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(path) ?? new Set();
    this.#listeners.set(path, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(path);
    };
  }

  tell(path: string): void {
    for (const listener of this.#listeners.get(path) ?? []) listener();
  }

  tellAll(): void {
    for (const path of this.#listeners.keys()) this.tell(path);
  }
}
