/** Values in the order in which they come. */
export class ResultQueue<T> {
  readonly #values: T[] = [];
  #wake: (() => void) | undefined;

  push(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  /**
   * Takes as many values as there will be, each as soon as it is there.
   *
   * @throws what `source` throws, from which the values come
   */
  async *take(count: number, source: Promise<unknown>): AsyncGenerator<T> {
    const failed = source.then(() => new Promise<never>(() => undefined));
    for (let taken = 0; taken < count; taken++) {
      while (this.#values.length === 0) {
        const pushed = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        await Promise.race([pushed, failed]);
      }
      yield this.#values.shift() as T;
    }
  }
}
