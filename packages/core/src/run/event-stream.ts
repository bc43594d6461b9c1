import type { Clock } from '../clock.js';
import type { EventListener, RunEventBody } from '../events.js';

/** Stamps events and hands them to every listener, in order. */
export class EventStream {
  /** What listeners threw: a report that could not be written must neither stop the tests nor go unnoticed. */
  readonly listenerErrors: Error[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly listeners: EventListener[],
  ) {}

  /** Hears of everything from now on. */
  add(listener: EventListener): void {
    this.listeners.push(listener);
  }

  emit(body: RunEventBody): void {
    const event = { time: this.clock.now(), ...body };
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (error) {
        this.listenerErrors.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}
