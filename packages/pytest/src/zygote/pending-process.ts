import type { AttemptProcess, ProcessFact } from '@steadfast/core';

/** A process that there will be; until then it has no pid, and can only be abandoned. */
export class PendingProcess implements AttemptProcess {
  readonly exited: Promise<ProcessFact>;
  #process: AttemptProcess | undefined;
  #abandon!: (fact: ProcessFact) => void;
  #isAbandoned = false;

  /** @param ready Resolves with what starts the process. */
  constructor(ready: Promise<() => AttemptProcess>) {
    const abandoned = new Promise<ProcessFact>((resolve) => (this.#abandon = resolve));
    const ended = ready.then(
      (start) => {
        if (this.#isAbandoned) return abandoned;
        this.#process = start();
        return this.#process.exited;
      },
      (error: unknown): ProcessFact => ({ kind: 'not-started', error: String(error) }),
    );
    this.exited = Promise.race([abandoned, ended]);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get reaperPid(): number | undefined {
    return this.#process?.reaperPid;
  }

  hasOrphans(): boolean | undefined {
    return this.#process?.hasOrphans?.();
  }

  dumpStacks(): void {
    this.#process?.dumpStacks?.();
  }

  abandon(): void {
    this.#isAbandoned = true;
    if (this.#process !== undefined) this.#process.abandon?.();
    else this.#abandon({ kind: 'not-started', error: 'it was abandoned before its zygote was ready' });
  }

  release(leftAlive: readonly number[]): void {
    this.#process?.release?.(leftAlive);
  }
}
