import type { ProcessEntry, ProcessTable } from '../process/process-table.js';

/** A process of a machine that exists only in a spec. */
export interface FakeProcess extends Partial<ProcessEntry> {
  readonly pid: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: string;
  /** Pretends that the signal was not enough. */
  readonly immortal?: boolean;
}

/** A machine whose processes start and end when the spec says so. */
export class FakeMachine {
  readonly #processes = new Map<number, FakeProcess>();
  /** Pids that were signalled, a group as its negative id. */
  readonly signals: (readonly [number, string])[] = [];
  /** How often a process was looked at, as against listed. */
  looks = 0;

  constructor(...processes: readonly FakeProcess[]) {
    this.start(...processes);
  }

  start(...processes: readonly FakeProcess[]): void {
    for (const process of processes) this.#processes.set(process.pid, process);
  }

  end(...pids: readonly number[]): void {
    for (const pid of pids) this.#processes.delete(pid);
  }

  readonly sendSignal = (pid: number, signal: NodeJS.Signals | 0): void => {
    const targets =
      pid > 0
        ? [...this.#processes.values()].filter((process) => process.pid === pid)
        : [...this.#processes.values()].filter(({ group }) => group === -pid);
    if (targets.length === 0) throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
    if (signal === 0) return;
    this.signals.push([pid, signal]);
    if (signal === 'SIGKILL')
      this.end(...targets.filter(({ immortal }) => !immortal).map((each) => each.pid));
  };

  readonly table: ProcessTable = {
    pids: () => [...this.#processes.keys()],
    entry: (pid) => {
      this.looks++;
      const found = this.#processes.get(pid);
      if (found === undefined) return undefined;
      const { parentPid = 1, group = pid, session = pid, startTicks = 100, zombie = false } = found;
      return { pid, parentPid, group, session, startTicks, zombie };
    },
    command: (pid) => this.#processes.get(pid)?.command ?? `process ${pid}`,
    environment: (pid, name) => {
      this.looks++;
      return this.#processes.get(pid)?.environment?.[name];
    },
    ageMs: ({ startTicks }) => 10_000 - startTicks * 10,
  };
}
