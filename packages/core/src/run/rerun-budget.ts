import type { TestFile } from '../test-file.js';

/** In how many files of a project failed tests may run again: more failing files than that are no flakiness. */
export class RerunBudget {
  readonly #files = new Set<string>();

  constructor(private readonly mostFiles: number) {}

  hasPlaceFor({ path }: TestFile): boolean {
    return this.#files.has(path) || this.#files.size < this.mostFiles;
  }

  /** A file keeps its place for all of its reruns. */
  takePlace({ path }: TestFile): void {
    this.#files.add(path);
  }
}
