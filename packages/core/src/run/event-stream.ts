import type { Clock } from '../clock.js';
import type { EventListener, RunEventBody } from '../events.js';
import { OpenFiles } from '../record/open-files.js';

/** Stamps the events of a project, folds them, and hands them to every listener, in order. */
export class EventStream {
  readonly #open = new OpenFiles();
  readonly #listeners: EventListener[];

  constructor(
    private readonly clock: Clock,
    private readonly project: string,
    listeners: readonly EventListener[],
    /** What a listener throws: a report that could not be written must neither stop the tests nor go unnoticed. */
    private readonly onFault: (error: unknown) => void,
  ) {
    this.#listeners = [...listeners];
  }

  /** Hears of everything from now on. */
  add(listener: EventListener): void {
    this.#listeners.push(listener);
  }

  /** Never throws: whoever has something to tell is in the middle of something else. */
  emit(body: RunEventBody): void {
    const event = { time: this.clock.now(), project: this.project, ...body };
    const file = this.#guarded(() => this.#open.add(event));
    for (const listener of this.#listeners)
      this.#guarded(() => {
        listener(event, file);
      });
  }

  #guarded<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      this.onFault(error);
      return undefined;
    }
  }
}
