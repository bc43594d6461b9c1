import { createHash } from 'node:crypto';

/** Remembers what was told, and of which test or file: a cause that many have in common is told once. */
export class ToldCauses {
  readonly #told = new Map<string, string>();

  /** The id that the same text was told of before; else remembers this one. */
  before(text: string, id: string): string | undefined {
    // Tracebacks can be long, and a run has many.
    const key = createHash('sha1').update(text).digest('base64');
    const first = this.#told.get(key);
    if (first === undefined) this.#told.set(key, id);
    return first;
  }
}
