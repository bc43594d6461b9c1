/** When the texts of failures are shown: as they happen, at the end, or both. */
export type FailureOutput = 'now' | 'end' | 'both';

/** What lies between a failure and the end of the output before it is worth repeating. */
const SCREEN_LINES = 24;

/** What is kept of texts that may have to be shown again. */
const KEPT_CHARACTERS = 1024 * 1024;

/** Keeps the texts of failures that are to be shown at the end of a run. */
export class FailureLog {
  readonly #texts: { readonly text: string; readonly endsAt: number }[] = [];
  #lines = 0;
  #room = KEPT_CHARACTERS;
  #dropped = 0;

  /** @param mode `auto` repeats what the reader of a log would have to scroll back to. */
  constructor(private readonly mode: FailureOutput | 'auto') {}

  get showsAtOnce(): boolean {
    return this.mode !== 'end';
  }

  /** Counts what was printed besides failures: who reads one sees the others next to it. */
  printed(text: string): void {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines++;
    this.#lines++;
  }

  /** Takes the text of a failure, after it was printed where it is shown at once. */
  add(text: string): void {
    if (this.mode === 'now') return;
    this.#room -= text.length;
    if (this.#room < 0) this.#dropped++;
    else this.#texts.push({ text, endsAt: this.#lines });
  }

  /** The texts that belong to the end. */
  get final(): readonly string[] {
    const isFar = (endsAt: number): boolean => this.#lines - endsAt > SCREEN_LINES;
    const shown = this.#texts.filter(({ endsAt }) => this.mode !== 'auto' || isFar(endsAt));
    const more = this.#dropped > 0 && shown.length > 0 ? [`and ${this.#dropped} more`] : [];
    return [...shown.map(({ text }) => text), ...more];
  }
}
