import { setMaxListeners } from 'node:events';
import type { Fault } from '../outcome.js';
import { faultText } from './fault.js';
import { Suspension } from './suspension.js';

/** Why and how a run ends before its time. */
export interface CancelCause {
  /** One line for a person, such as `SIGINT` or `1 test failed (--maxfail 1)`. */
  readonly reason: string;
  /** What the running attempts are sent first. */
  readonly signal: NodeJS.Signals;
  /** Whether somebody interrupted the run, as against a limit of its own (`--maxfail`). */
  readonly interrupted: boolean;
}

/** More of them say nothing new: what fails again and again would fill the memory. */
const MOST_FAULTS = 20;

/** Stops a run: the first request is polite, the second one kills at once; {@link suspension} stops it for a while only. */
export class Cancellation {
  readonly #stop = new AbortController();
  readonly #kill = new AbortController();
  readonly #fail = new AbortController();
  readonly #faults: Fault[] = [];
  #cause: CancelCause | undefined;
  #suspension = new Suspension();

  constructor() {
    // Every running attempt listens.
    setMaxListeners(0, this.#stop.signal, this.#kill.signal, this.#fail.signal);
  }

  /** Aborted by the first request: no new attempts, running ones are asked to end. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborted by the second request: everything is killed. */
  get killing(): AbortSignal {
    return this.#kill.signal;
  }

  /** Aborted when something is broken that belongs to no file: see {@link fail}. */
  get failing(): AbortSignal {
    return this.#fail.signal;
  }

  /** What is broken, the first twenty of it. */
  get faults(): readonly Fault[] {
    return this.#faults;
  }

  /** Shared with whoever is followed. */
  get suspension(): Suspension {
    return this.#suspension;
  }

  get cause(): CancelCause | undefined {
    return this.#cause;
  }

  /** Stop because somebody said so: Ctrl-C, SIGTERM, SIGHUP, SIGQUIT. The second call kills. */
  interrupt(signal: NodeJS.Signals): void {
    if (this.#cause?.interrupted === true) this.#kill.abort();
    else this.#request({ reason: signal, signal, interrupted: true });
  }

  /** Stop because the run itself has had enough, such as after `--maxfail` failures. */
  giveUp(reason: string): void {
    if (this.#cause === undefined) this.#request({ reason, signal: 'SIGINT', interrupted: false });
  }

  /**
   * Stop because something is broken, nobody knows what else with it: an exception that nobody caught. Attempts are ended,
   * reports written, and no run is waited for that does not end.
   */
  fail(fault: Fault): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(fault);
    this.#fail.abort();
    if (this.#cause === undefined)
      this.#request({ reason: faultText(fault), signal: 'SIGTERM', interrupted: false });
  }

  /** Does what another one is asked to do, from now on and from before. */
  follow(other: Cancellation): void {
    this.#suspension = other.suspension;
    const fail = (): void => {
      for (const fault of other.faults) this.fail(fault);
    };
    const stop = (): void => {
      const { cause } = other;
      if (cause?.interrupted === true) this.interrupt(cause.signal);
      else if (cause !== undefined) this.giveUp(cause.reason);
    };
    const kill = (): void => {
      this.#kill.abort();
    };
    other.failing.addEventListener('abort', fail, { once: true });
    other.stopping.addEventListener('abort', stop, { once: true });
    other.killing.addEventListener('abort', kill, { once: true });
    if (other.failing.aborted) fail();
    if (other.stopping.aborted) stop();
    if (other.killing.aborted) kill();
  }

  #request(cause: CancelCause): void {
    this.#cause = cause;
    this.#stop.abort();
  }
}
