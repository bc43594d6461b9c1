import type { AttemptProcess } from '../adapter.js';
import type { Leak, OutputExcerpt } from '../events.js';
import type { ProcessFact } from '../outcome.js';
import { BoundedOutput } from '../process/bounded-output.js';
import type { ProcessSupervisor } from '../process/process-supervisor.js';
import { spawnAttempt, type SpawnCommand } from '../process/spawn-attempt.js';
import type { RunGuard } from './run-guard.js';
import { OutputLines } from './output-lines.js';

/** Bytes that are kept of the output of a service or a command. */
const OUTPUT_BYTES = 64 * 1024;

/** Lines of the output that say why something failed. */
const TELLING_LINES = 20;

export interface SupervisedRequest extends Omit<SpawnCommand, 'onOutput' | 'onReport'> {
  /** Goes with all that it starts, as its `STEADFAST_ATTEMPT_ID`. */
  readonly id: string;
}

/** How a command is asked to end. */
export interface Ending {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
  /** Kills at once when it aborts. */
  readonly killing: AbortSignal;
}

/** A process under the supervision that attempts have: what it starts ends with it. */
export class SupervisedCommand {
  readonly lines = new OutputLines();
  readonly #output = new BoundedOutput(OUTPUT_BYTES);
  readonly #process: AttemptProcess;
  readonly #id: string;
  #fact: ProcessFact | undefined;

  constructor(
    { id, ...command }: SupervisedRequest,
    private readonly supervisor: ProcessSupervisor,
    guard: RunGuard,
  ) {
    this.#id = id;
    this.#process = spawnAttempt({
      ...command,
      onOutput: (chunk) => {
        this.#output.write(chunk);
        this.lines.write(chunk);
      },
    });
    const { pid } = this.#process;
    if (pid !== undefined) guard.started(pid);
    void this.#process.exited.then((fact) => {
      this.#fact = fact;
      if (pid !== undefined) guard.ended(pid);
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Resolves when the process has ended, whatever it left running. */
  get exited(): Promise<ProcessFact> {
    return this.#process.exited;
  }

  /** Ends the process, if it runs, and all that it has started. Tells what was left when it had ended. */
  async end({ signal, graceMs, killing }: Ending): Promise<readonly Leak[]> {
    const over = new AbortController();
    const kill = (): void => {
      this.supervisor.kill(this.#process);
    };
    if (this.#fact === undefined) {
      if (killing.aborted) kill();
      killing.addEventListener('abort', kill, { signal: over.signal });
      void this.supervisor.terminate(this.#process, { signal, graceMs, until: over.signal });
      await this.#process.exited;
      over.abort();
    }
    return this.supervisor.collectLeaks({ process: this.#process, attemptId: this.#id, policy: 'kill' });
  }

  get output(): OutputExcerpt {
    return this.#output.excerpt();
  }

  /** The end of the output, as a paragraph after a reason. */
  get lastWords(): string {
    const lines = this.#output.lastLines(TELLING_LINES).join('\n');
    return lines.trim() === '' ? '\nIt wrote nothing.' : `\nIt wrote last:\n${lines}`;
  }
}

/** How a process ended, for a sentence: `ended with exit code 1`. */
export function endText(fact: ProcessFact): string {
  switch (fact.kind) {
    case 'exited':
      return `ended with exit code ${fact.exitCode}`;
    case 'signalled':
      return `was ended by ${fact.signal}`;
    case 'not-started':
      return `could not be started: ${fact.error}`;
    case 'lost':
      return `was lost: ${fact.reason}`;
  }
}
