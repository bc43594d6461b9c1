import {
  type FileRecord,
  isFailure,
  type TestHistory,
  testHistories,
  type Verdict,
  decisiveAttempt,
} from '@steadfast/core';
import type { NodeIds } from './node-ids.js';

/** When it was learned that something failed. */
interface Learned {
  readonly phase: (typeof PHASES)[number];
  readonly path: string;
}

const PHASES = ['before', 'collected', 'ran'] as const;
const BEFORE: Learned = { phase: 'before', path: '' };

/** What pytest's cache remembers of earlier runs and of this one. */
export class RememberedResults {
  readonly nodeIds: Set<string>;
  /** In the order in which pytest would have learned of them. */
  readonly #lastFailed: Map<string, Learned>;

  constructor(
    lastFailed: Iterable<string>,
    nodeIds: Iterable<string>,
    private readonly ids: NodeIds,
  ) {
    this.#lastFailed = new Map([...lastFailed].map((id) => [id, BEFORE]));
    this.nodeIds = new Set(nodeIds);
  }

  /**
   * What failed when it ran last: first what was known before, then what could not be collected, then failed tests by file.
   *
   * @param paths The files of the run, in pytest's order.
   */
  lastFailed(paths: readonly string[]): ReadonlySet<string> {
    const position = new Map(paths.map((path, index) => [path, index]));
    const rank = ({ phase, path }: Learned): number =>
      PHASES.indexOf(phase) * paths.length + (position.get(path) ?? 0);
    const inOrder = [...this.#lastFailed].sort(([, a], [, b]) => rank(a) - rank(b));
    return new Set(inOrder.map(([id]) => id));
  }

  /** Learns the results of a file that is over, by the rules of pytest's cache plugin. */
  learn(file: FileRecord): void {
    if (file.verdict === undefined || file.verdict === 'cancelled') return;
    const tests = testHistories(file.attempts);
    if (tests.length > 0) this.#forgetCollectors(file.path, tests);
    for (const { id, last } of tests) {
      const nodeId = this.ids.toPytest(id);
      if (last.phase !== 'collect') this.nodeIds.add(nodeId);
      if (isFailure(last.outcome))
        this.#remember(nodeId, last.phase === 'collect' ? 'collected' : 'ran', file.path);
      else this.#lastFailed.delete(nodeId);
    }
    if (isUnexplained(file, tests)) {
      this.#remember(
        this.ids.toPytest(decisiveAttempt(file.attempts)?.runningTest ?? file.path),
        'ran',
        file.path,
      );
    }
  }

  #remember(nodeId: string, phase: Learned['phase'], path: string): void {
    if (!this.#lastFailed.has(nodeId)) this.#lastFailed.set(nodeId, { phase, path });
  }

  /** A file or class that could not be collected in an earlier run has tests now. */
  #forgetCollectors(path: string, tests: readonly TestHistory[]): void {
    const collected = tests
      .filter(({ last }) => last.phase !== 'collect')
      .map(({ id }) => this.ids.toPytest(id));
    const file = this.ids.toPytest(path);
    for (const nodeId of this.#lastFailed.keys()) {
      const isOfFile = nodeId === file || nodeId.startsWith(`${file}::`);
      if (isOfFile && collected.some((id) => id.startsWith(`${nodeId}::`))) this.#lastFailed.delete(nodeId);
    }
  }
}

const UNEXPLAINED: ReadonlySet<Verdict> = new Set(['crashed', 'timed-out', 'missing', 'error']);

/** One pytest for all files would have died with this one; `--lf` has to come back to it. */
function isUnexplained({ verdict }: FileRecord, tests: readonly TestHistory[]): boolean {
  return (
    verdict !== undefined && UNEXPLAINED.has(verdict) && !tests.some(({ last }) => isFailure(last.outcome))
  );
}
