/** Which test of an attempt was running when. */
export class TestTimeline {
  readonly #starts: { readonly id: string; readonly time: number }[] = [];
  #idleSince: number | undefined;

  /** @param time - milliseconds since the epoch */
  started(id: string, time: number): void {
    this.#starts.push({ id, time });
    this.#idleSince = undefined;
  }

  /** The last test is over; until the next one starts, none is running. */
  finished(time: number): void {
    this.#idleSince = time;
  }

  /** The test that was running at a time; nothing when, as exactly as the time is known, it may have been another or none. */
  at(time: number, toleranceMs: number): string | undefined {
    const earliest = this.#indexAt(time - toleranceMs);
    const latest = this.#indexAt(time + toleranceMs);
    return earliest === latest ? this.#starts[latest]?.id : undefined;
  }

  /** -1 before the first test; the number of tests after the last one. */
  #indexAt(time: number): number {
    if (this.#idleSince !== undefined && time > this.#idleSince) return this.#starts.length;
    return this.#starts.findLastIndex((start) => start.time <= time);
  }
}
