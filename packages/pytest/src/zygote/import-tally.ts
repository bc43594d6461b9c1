/** A module that an attempt imported. */
export type SeenModule = readonly [name: string, file: string, ofProject: boolean];

/** Counts what attempts import that are forked from one zygote. */
export class ImportTally {
  #reports = 0;
  readonly #seen = new Map<string, { readonly module: SeenModule; count: number }>();

  /** Attempts that told. */
  get reports(): number {
    return this.#reports;
  }

  add(modules: readonly SeenModule[]): void {
    this.#reports++;
    for (const module of modules) {
      const known = this.#seen.get(module[0]);
      if (known === undefined) this.#seen.set(module[0], { module, count: 1 });
      else known.count++;
    }
  }

  /** What more than half of the attempts imported, in the order in which they did. */
  usual(): readonly SeenModule[] {
    return [...this.#seen.values()].flatMap(({ module, count }) =>
      count > this.#reports / 2 ? [module] : [],
    );
  }
}
