import type { AttemptProcess } from '../adapter.js';
import type { Leak } from '../events.js';
import type { ProcessEntry, ProcessTable } from './process-table.js';

/** A process that outlived its attempt, and how it was found. */
export interface Survivor {
  readonly process: ProcessEntry;
  readonly foundBy: Leak['foundBy'];
}

/** An attempt that has exited. */
export type EndedAttempt = Pick<AttemptProcess, 'pid' | 'reaperPid'> & { readonly attemptId: string };

type Candidates = ReadonlyMap<number, ProcessEntry>;

/**
 * Finds what outlived attempts. To look at a process costs far more than to list it, so those that have nothing to do with
 * the run are looked at once.
 */
export class SurvivorSearch {
  /** Processes that the run did not start. Forgotten when they end, because ids are used again. */
  readonly #unrelated: Set<number>;
  /** Survivors that live on by policy: start by id. */
  readonly #leftAlive = new Map<number, number>();
  readonly #attemptsLeftAlive = new Set<string>();

  constructor(
    private readonly table: ProcessTable,
    private readonly ownPid = process.pid,
  ) {
    this.#unrelated = new Set(table.pids());
  }

  /** All processes of an attempt: of its group, below its reaper, or with its id in their environment. */
  of(ended: EndedAttempt): readonly Survivor[] {
    const candidates = this.#candidates();
    // The attempt has ended: whoever has its id now is a stranger, and so are group and children of that id.
    const isRecycled = ended.pid !== undefined && candidates.has(ended.pid);
    const attempt = isRecycled ? { ...ended, pid: undefined } : ended;
    const found: Survivor[] = [];
    for (const entry of candidates.values()) {
      if (entry.pid === ended.pid || entry.pid === ended.reaperPid) continue;
      const attemptId = this.table.environment(entry.pid, 'STEADFAST_ATTEMPT_ID');
      const foundBy =
        relation(entry, attempt, candidates) ??
        (attemptId === attempt.attemptId ? ('environment' as const) : undefined);
      if (foundBy !== undefined) {
        if (!this.#isLeftAlive(entry, attemptId, candidates)) found.push({ process: entry, foundBy });
      } else if (attemptId === undefined && !this.#mayBecomeSurvivor(entry, candidates)) {
        this.#unrelated.add(entry.pid);
      }
    }
    return found;
  }

  /** All processes with the run's id in their environment, of whatever attempt. */
  ofRun(runId: string): readonly ProcessEntry[] {
    return [...this.#candidates().values()].filter(({ pid }) => this.#carries(pid, runId));
  }

  /** The last search of a run: all processes with its id in their environment that nobody knows of. */
  forgottenBy(runId: string): readonly Survivor[] {
    this.#unrelated.clear();
    const candidates = this.#candidates();
    return [...candidates.values()]
      .filter((entry) => this.#carries(entry.pid, runId))
      .filter((entry) => {
        const attemptId = this.table.environment(entry.pid, 'STEADFAST_ATTEMPT_ID');
        return !this.#isLeftAlive(entry, attemptId, candidates);
      })
      .map((process) => ({ process, foundBy: 'environment' }));
  }

  /** From now on, a survivor and all that it starts are nobody's survivors. */
  leaveAlive({ process: { pid, startTicks } }: Survivor, attemptId: string): void {
    this.#leftAlive.set(pid, startTicks);
    this.#attemptsLeftAlive.add(attemptId);
  }

  #carries(pid: number, runId: string): boolean {
    return this.table.environment(pid, 'STEADFAST_RUN_ID') === runId;
  }

  #candidates(): Candidates {
    const pids = new Set(this.table.pids());
    for (const pid of this.#unrelated) if (!pids.has(pid)) this.#unrelated.delete(pid);
    const candidates = new Map<number, ProcessEntry>();
    for (const pid of pids) {
      if (this.#unrelated.has(pid) || pid === this.ownPid) continue;
      const entry = this.table.entry(pid);
      if (entry !== undefined && !entry.zombie) candidates.set(pid, entry);
    }
    return candidates;
  }

  #isLeftAlive(entry: ProcessEntry, attemptId: string | undefined, candidates: Candidates): boolean {
    if (attemptId !== undefined && this.#attemptsLeftAlive.has(attemptId)) return true;
    return [entry, ...ancestors(entry, candidates)].some(
      ({ pid, startTicks }) => this.#leftAlive.get(pid) === startTicks,
    );
  }

  /** What the run started, or whose group or session it started, outlives its attempt perhaps later. */
  #mayBecomeSurvivor(entry: ProcessEntry, candidates: Candidates): boolean {
    return [entry, candidates.get(entry.group), candidates.get(entry.session)].some(
      (each) =>
        each !== undefined &&
        [each, ...ancestors(each, candidates)].some(({ parentPid }) => parentPid === this.ownPid),
    );
  }
}

function relation(
  entry: ProcessEntry,
  { pid: leader, reaperPid }: EndedAttempt,
  candidates: Candidates,
): Leak['foundBy'] | undefined {
  if (leader !== undefined && (entry.group === leader || entry.session === leader)) return 'group';
  for (const { parentPid } of [entry, ...ancestors(entry, candidates)]) {
    if (parentPid === reaperPid) return 'adopted';
    if (parentPid === leader) return 'tree';
  }
  return undefined;
}

/** Parent, its parent, and so on, as far as they are known. */
function ancestors(entry: ProcessEntry, candidates: Candidates): readonly ProcessEntry[] {
  const found: ProcessEntry[] = [];
  for (let next = candidates.get(entry.parentPid); next !== undefined;) {
    // The table is not read in one moment: with ids that are used again, it may show a circle.
    if (found.includes(next)) break;
    found.push(next);
    next = candidates.get(next.parentPid);
  }
  return found;
}
