import type { AttemptProcess } from '../adapter.js';
import type { Leak } from '../events.js';
import type { ProcessEntry, ProcessTable } from './process-table.js';

/** A process that outlived its attempt, and how it was found. */
export interface Survivor {
  readonly process: ProcessEntry;
  readonly foundBy: Leak['foundBy'];
}

/** Finds what outlived attempts, and remembers which processes of the machine have nothing to do with the run. */
export class SurvivorSearch {
  /** Processes that were there before the run: by id and start, because ids are used again. */
  readonly #unrelated = new Map<number, number>();

  constructor(private readonly table: ProcessTable) {
    for (const pid of table.pids()) {
      const entry = table.entry(pid);
      if (entry !== undefined) this.#unrelated.set(pid, entry.startTicks);
    }
  }

  /** All processes of an attempt that has exited: of its group, below its reaper, or with its id in their environment. */
  of({ pid: leader, reaperPid }: AttemptProcess, attemptId: string): readonly Survivor[] {
    const candidates = this.#candidates();
    const found: Survivor[] = [];
    for (const process of candidates.values()) {
      const foundBy = this.#relation(process, leader, reaperPid, attemptId, candidates);
      if (foundBy !== undefined) found.push({ process, foundBy });
    }
    return found;
  }

  /** All processes with the run's id in their environment; looks at every process of the machine. */
  ofRun(runId: string): readonly Survivor[] {
    this.#unrelated.clear();
    return [...this.#candidates().values()]
      .filter(({ pid }) => pid !== process.pid && this.table.hasEnvironment(pid, `STEADFAST_RUN_ID=${runId}`))
      .map((entry) => ({ process: entry, foundBy: 'environment' }));
  }

  #candidates(): Map<number, ProcessEntry> {
    const candidates = new Map<number, ProcessEntry>();
    for (const pid of this.table.pids()) {
      if (this.#unrelated.has(pid)) continue;
      const entry = this.table.entry(pid);
      if (entry !== undefined && !entry.zombie && pid !== process.pid) candidates.set(pid, entry);
    }
    return candidates;
  }

  #relation(
    entry: ProcessEntry,
    leader: number | undefined,
    reaper: number | undefined,
    attemptId: string,
    candidates: ReadonlyMap<number, ProcessEntry>,
  ): Leak['foundBy'] | undefined {
    if (entry.pid === leader || entry.pid === reaper) return undefined;
    if (leader !== undefined && (entry.group === leader || entry.session === leader)) return 'group';
    for (let parent = entry.parentPid; parent > 1; parent = candidates.get(parent)?.parentPid ?? 0) {
      if (parent === reaper) return 'adopted';
      if (parent === leader) return 'tree';
    }
    return this.table.hasEnvironment(entry.pid, `STEADFAST_ATTEMPT_ID=${attemptId}`)
      ? 'environment'
      : undefined;
  }
}
