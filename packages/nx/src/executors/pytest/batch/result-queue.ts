/** Values in the order in which they come. */
export class ResultQueue<T> {
  readonly #values: T[] = [];
  #wake: (() => void) | undefined;

  push(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  /** Takes as many values as there will be, each as soon as it is there. */
  async *take(count: number): AsyncGenerator<T> {
    for (let taken = 0; taken < count; taken++) {
      while (this.#values.length === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      yield this.#values.shift() as T;
    }
  }
}
