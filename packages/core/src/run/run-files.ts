import type { FileSource } from '../schedule/file-source.js';
import { Slots } from '../schedule/slots.js';
import type { TestFile } from '../test-file.js';
import { isGreen } from '../verdict.js';
import type { RunContext } from './run-context.js';
import { runFile } from './run-file.js';

/**
 * Starts files as slots become free, until none is left or the run is cancelled. Resolves when everything that was started
 * has ended, with the paths of the files that have no verdict of their own.
 */
export async function runFiles(
  source: FileSource,
  slots: number,
  context: RunContext,
): Promise<readonly string[]> {
  const dispatch = new Dispatch(source, slots, context);
  await dispatch.finished;
  return dispatch.notRun();
}

class Dispatch {
  readonly finished: Promise<void>;
  readonly #slots: Slots;
  readonly #cancelled: string[] = [];
  /** Taken from the source, but in need of more slots than are free; nothing overtakes it. */
  #next: TestFile | undefined;
  #running = 0;
  #failures = 0;
  #finish!: () => void;
  #abandon!: (error: unknown) => void;

  constructor(
    private readonly source: FileSource,
    slots: number,
    private readonly context: RunContext,
  ) {
    this.#slots = new Slots(slots, () => {
      this.#pump();
    });
    this.finished = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#abandon = reject;
    });
    this.#pump();
  }

  notRun(): readonly string[] {
    const waiting = [...this.source.remaining(), ...(this.#next === undefined ? [] : [this.#next])];
    return [...this.#cancelled, ...waiting.map(({ path }) => path)].sort();
  }

  get #stopping(): boolean {
    return this.context.cancellation.stopping.aborted;
  }

  #pump(): void {
    while (!this.#stopping && this.#slots.free > 0 && this.#startNext());
    const nothingLeft = this.#next === undefined && this.source.isEmpty;
    if (this.#running === 0 && (this.#stopping || nothingLeft)) this.#finish();
  }

  #startNext(): boolean {
    this.#next ??= this.source.take((file) => this.#slots.isGroupBusy(file));
    const file = this.#next;
    const lease = file && this.#slots.tryAcquire(file);
    if (file === undefined || lease === undefined) return false;
    this.#next = undefined;
    this.#running++;
    runFile(file, lease, this.context)
      .then((result) => {
        this.#running--;
        if (result.verdict === 'cancelled') this.#cancelled.push(file.path);
        else if (!isGreen(result.verdict)) this.#countFailures(Math.max(1, result.failedTests));
        // Only now: the next file must not start when this one was a failure too many.
        lease.release();
        this.#pump();
      })
      .catch(this.#abandon);
    return true;
  }

  #countFailures(count: number): void {
    this.#failures += count;
    const { policy, cancellation } = this.context;
    if (policy.maxFailures > 0 && this.#failures >= policy.maxFailures) {
      cancellation.giveUp(`${this.#failures} failed (--maxfail ${policy.maxFailures})`);
    }
  }
}
