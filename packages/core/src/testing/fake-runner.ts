import type { Adapter, AttemptProcess, AttemptRequest } from '../adapter.js';
import type { TestShare } from '../attempt-work.js';
import type { ProcessFact } from '../outcome.js';
import { idleSupervisor } from './fakes.js';

export type Behaviour =
  'passes' | 'fails' | 'hangs' | 'ends while its stacks are written' | 'survives SIGTERM';

/** The tests of a file, in order. */
export interface FakeSuite {
  readonly tests: Readonly<Record<string, Behaviour>>;
  /** What is told of the collected tests; all ids as they are when absent. */
  readonly collected?: (ids: readonly string[]) => readonly string[] | undefined;
  /** What an attempt takes for all tests of the file. */
  readonly all?: (request: AttemptRequest) => readonly string[];
}

/** A runner in memory that runs tests in order. */
export class FakeRunner implements Adapter {
  readonly name = 'fake';
  readonly requests: AttemptRequest[] = [];
  readonly #running = new Map<AttemptProcess, () => void>();

  constructor(private readonly suite: FakeSuite) {}

  readonly supervisor = {
    ...idleSupervisor,
    terminate: (process: AttemptProcess) => {
      this.#running.get(process)?.();
      return Promise.resolve();
    },
  };

  start(request: AttemptRequest) {
    this.requests.push(request);
    let isTerminated = false;
    let dumped: () => void = () => undefined;
    let end: (fact: ProcessFact) => void = () => undefined;
    const exited = new Promise<ProcessFact>((resolve) => (end = resolve));
    const dump = new Promise<void>((resolve) => (dumped = resolve));
    const process: AttemptProcess = {
      pid: 1,
      exited,
      dumpStacks: () => {
        request.onOutput(Buffer.from('a stack\n'));
        dumped();
      },
    };
    const terminated = new Promise<void>((resolve) =>
      this.#running.set(process, () => {
        isTerminated = true;
        resolve();
      }),
    );
    const runTests = async (): Promise<void> => {
      const ids = this.#idsOf(request);
      const told = this.suite.collected === undefined ? ids : this.suite.collected(ids);
      if (told !== undefined)
        request.onCollected?.(
          told.map((id) => ({ id, className: 'a', name: id })),
          this.suite.all?.(request) ?? Object.keys(this.suite.tests),
        );
      for (const id of ids) {
        const behaviour = this.suite.tests[id] ?? 'passes';
        request.onTestStarted(id);
        await Promise.resolve();
        if (behaviour.startsWith('ends')) await dump;
        if (behaviour === 'hangs' || behaviour.startsWith('survives')) await terminated;
        if (isTerminated && behaviour === 'hangs') return end({ kind: 'signalled', signal: 'SIGTERM' });
        const outcome = behaviour === 'fails' ? 'failed' : 'passed';
        request.onTest({ id, outcome, durationMs: 1, className: 'a', name: id });
      }
      end({ kind: 'exited', exitCode: 0 });
    };
    void runTests();
    const isRed = (): boolean => this.#idsOf(request).some((id) => this.suite.tests[id] === 'fails');
    return {
      process,
      classify: ({ endedByUs }: { endedByUs?: string }) => ({
        outcome:
          endedByUs !== undefined
            ? ('timed-out' as const)
            : isRed()
              ? ('failed' as const)
              : ('passed' as const),
        report: 'complete' as const,
        rerun: this.#idsOf(request).filter((id) => this.suite.tests[id] === 'fails'),
      }),
    };
  }

  #idsOf({ share, selection }: AttemptRequest): readonly string[] {
    const all = selection.length > 0 ? selection : Object.keys(this.suite.tests);
    if (share?.kind !== 'part') return idsOf(share) ?? all;
    const { index, total } = share;
    const place = (part: number): number => Math.floor((part * all.length) / total);
    return all.slice(place(index - 1), place(index));
  }
}

/** The tests that a share names. */
export function idsOf(share: TestShare | undefined): readonly string[] | undefined {
  return share?.kind === 'tests' ? share.ids : undefined;
}
