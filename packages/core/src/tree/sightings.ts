/** The first time that a path was missed after it had last been seen. */
export interface Missed {
  readonly time: number;
  /** `event`: the file system told us, so the path was there until just before. `stat`: we happened to look. */
  readonly noticedBy: 'event' | 'stat';
}

/** When paths were last seen, and first missed since. Times are milliseconds since the epoch. */
export class Sightings {
  readonly #seen = new Map<string, number>();
  readonly #missed = new Map<string, Missed>();

  seen(path: string, time: number): void {
    this.#seen.set(path, time);
    this.#missed.delete(path);
  }

  missed(path: string, missed: Missed): void {
    if (!this.#missed.has(path)) this.#missed.set(path, missed);
  }

  lastSeen(path: string): number | undefined {
    return this.#seen.get(path);
  }

  firstMissed(path: string): Missed | undefined {
    return this.#missed.get(path);
  }
}
