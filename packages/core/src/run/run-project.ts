import { EVENTS_VERSION } from '../events.js';
import { EXIT_CODE, type ExitCode, exitCodeOf } from '../exit-code.js';
import type { Fault } from '../outcome.js';
import type { Project, ProjectResult } from '../project.js';
import { LimitedSlotPool } from '../schedule/limited-slot-pool.js';
import { longestFirst } from '../schedule/longest-first.js';
import type { FairShare } from '../schedule/parts-of.js';
import type { SlotPool } from '../schedule/slot-pool.js';
import { watchTree, type WatchTree } from '../tree/tree.js';
import { Cancellation } from './cancellation.js';
import { dispatchFiles, filesNotRun } from './dispatch-files.js';
import { EventStream } from './event-stream.js';
import { ExtensionPhases } from './extension-phases.js';
import { asFault, faultText } from './fault.js';
import type { ProjectContext, RunServices } from './project-context.js';
import { RerunBudget } from './rerun-budget.js';
import { RunDirectories } from './run-directories.js';
import { RunTally } from './run-tally.js';

/** What a project needs of the run that it is part of. */
export interface RunFrame {
  readonly runId: string;
  readonly pool: SlotPool;
  readonly fairShare: FairShare;
  readonly services: RunServices;
  readonly cancellation: Cancellation;
  readonly watchTree?: WatchTree | undefined;
}

/** How long after their grace the attempts of a run in which something is broken are waited for. */
const STUCK_MS = 5_000;

/** Runs every file of a project to its verdict, and closes what belongs to the project when all of it has ended. */
export async function runProject(project: Project, frame: RunFrame): Promise<ProjectResult> {
  const run = new ProjectRun(project, frame);
  const notRun = await run.runFiles();
  const exitCode = await run.finish(notRun);
  await run.close();
  return run.result(notRun, exitCode);
}

class ProjectRun {
  readonly #startedAt: number;
  readonly #pool: SlotPool;
  readonly #tally = new RunTally();
  readonly #events: EventStream;
  readonly #context: ProjectContext;
  readonly #faults: Fault[] = [];

  constructor(
    private readonly project: Project,
    private readonly frame: RunFrame,
  ) {
    const { id, listeners = [], extensions = [], ownSlots } = project;
    this.#pool = ownSlots === undefined ? frame.pool : new LimitedSlotPool(frame.pool, ownSlots);
    this.#startedAt = frame.services.clock.now();
    this.#events = new EventStream(
      frame.services.clock,
      id,
      [this.#tally.listen, ...listeners, ...extensions.flatMap(({ listen }) => listen ?? [])],
      (error) => this.#faults.push(asFault('listening to events', error)),
    );
    this.#announce();
    this.#context = this.#open();
  }

  /** @returns the paths of the files that have no verdict of their own. */
  async runFiles(): Promise<readonly string[]> {
    const { project } = this;
    const { extensions, supervisor, runId, policy, directories, clock, cancellation, emit } = this.#context;
    const source = project.source ?? longestFirst(project.files);
    let cancelled: readonly string[] = [];
    const prepareAndDispatch = async (): Promise<void> => {
      await extensions.prepare({
        runId,
        root: project.root,
        slots: this.#pool.total,
        directory: directories.parent,
        sharedDirectory: directories.shared,
        slotDirectory: directories.ofSlot,
        files: project.files,
        ...{ clock, supervisor, emit, graceMs: policy.graceMs },
        ...{ stopping: cancellation.stopping, killing: cancellation.killing },
      });
      cancelled = await dispatchFiles(source, this.#pool, this.#context);
    };
    const over = new AbortController();
    try {
      await Promise.race([prepareAndDispatch(), this.#givenUp(over.signal)]);
    } catch (error) {
      this.#blame(asFault('running files', error));
    }
    over.abort();
    await extensions.afterLastAttempt(this.#blame);
    try {
      for (const leak of await supervisor.sweep(runId, policy.leaks)) this.#tellLeftBehind(leak);
    } catch (error) {
      this.#blame(asFault('looking for processes that were left behind', error));
    }
    const unknown = project.source === undefined ? this.#tally.unfinished(project.files) : [];
    return filesNotRun(cancelled, [...source.remaining(), ...unknown]);
  }

  /** Resolves when something is broken, and what runs has not ended in its time: it may never do so. */
  async #givenUp(over: AbortSignal): Promise<void> {
    const { cancellation, clock, policy } = this.#context;
    const { failing } = cancellation;
    if (!failing.aborted)
      await new Promise((resolve) => {
        failing.addEventListener('abort', resolve, { once: true, signal: over });
      });
    await clock.sleep(policy.graceMs + STUCK_MS, over);
  }

  async finish(notRun: readonly string[]): Promise<ExitCode> {
    const exitCode = this.#judged(await this.#context.extensions.finish(this.#exitCode(), this.#blame));
    const durationMs = this.#context.clock.now() - this.#startedAt;
    this.#events.emit({ type: 'run-finished', exitCode, durationMs, counts: this.#tally.counts, notRun });
    return exitCode;
  }

  result(notRun: readonly string[], exitCode: ExitCode): ProjectResult {
    const { cancellation, runId } = this.#context;
    const { cause } = cancellation;
    return {
      project: this.project.id,
      runId,
      exitCode: this.#judged(exitCode),
      counts: this.#tally.counts,
      notRun,
      ...(cause === undefined ? {} : { cancelled: cause }),
      faults: this.#faults,
    };
  }

  /** A run that is not all there is never green, whatever its tests say. */
  #judged(exitCode: ExitCode): ExitCode {
    return this.#faults.length > 0 ? EXIT_CODE.internalError : exitCode;
  }

  /** Everything that was started has ended: each part is closed, also when another one cannot be. */
  async close(): Promise<void> {
    const { tree, adapter, extensions, directories } = this.#context;
    const closings = [
      () => {
        tree.close();
      },
      () => adapter.close?.(),
      () => extensions.dispose(this.#blame),
      () => directories.remove(),
    ];
    for (const close of closings) {
      try {
        await close();
      } catch (error) {
        this.#blame(asFault('closing', error));
      }
    }
  }

  #announce(): void {
    const { root, files, source, shard, filtered, coverage, tools = {} } = this.project;
    this.#events.emit({
      type: 'run-started',
      version: EVENTS_VERSION,
      runId: this.frame.runId,
      root,
      slots: this.#pool.total,
      files: source === undefined ? files.map(({ path, estimateMs }) => ({ path, estimateMs })) : [],
      ...(source !== undefined && { shared: true }),
      ...(shard === undefined ? {} : { shard }),
      ...(filtered === true && { filtered: true }),
      ...(coverage !== undefined && { coverage }),
      tools,
    });
  }

  #open(): ProjectContext {
    const { adapter, policy, extensions = [], live, root, files, source } = this.project;
    const { services, runId, fairShare } = this.frame;
    const emit = this.#events.emit.bind(this.#events);
    const watch = this.frame.watchTree ?? watchTree;
    const tree = watch({
      ...{ root, files, clock: services.clock, emit },
      presence: policy.presence,
      processes: () => services.supervisor.processesOf(runId),
      testOf: (path, environment) => adapter.testOf?.({ path }, environment),
    });
    this.#events.add(tree.listen);
    let attempts = 0;
    return {
      ...services,
      ...{ runId, adapter, policy, tree, emit },
      // Of what a source hands out, others have their share.
      fairShare: source === undefined ? fairShare : { ...fairShare, perSlotMs: Infinity },
      directories: new RunDirectories(),
      cancellation: this.#cancellation(),
      extensions: new ExtensionPhases(extensions),
      reruns: new RerunBudget(policy.maxRetriedFiles),
      live: live ?? new Map(),
      // What somebody else could run must not be kept waiting here.
      waitsWithoutSlot: this.project.source === undefined,
      nextAttemptId: () => `${runId}-${++attempts}`,
    };
  }

  /** The project's own, which a failure too many stops; whoever stops the run stops it as well. */
  #cancellation(): Cancellation {
    const cancellation = new Cancellation();
    cancellation.failing.addEventListener('abort', () => {
      for (const fault of cancellation.faults) this.#blame(fault);
    });
    cancellation.stopping.addEventListener('abort', () => {
      const { cause } = cancellation;
      if (cause === undefined) return;
      this.#events.emit({ type: 'run-cancelled', reason: cause.reason, interrupted: cause.interrupted });
    });
    cancellation.follow(this.project.cancellation ?? this.frame.cancellation);
    return cancellation;
  }

  #exitCode(): ExitCode {
    const { counts, errors } = this.#tally;
    return exitCodeOf({
      counts,
      errors,
      interrupted: this.#context.cancellation.cause?.interrupted ?? false,
      flakyResult: this.project.policy.flakyResult,
      mayBeEmpty: this.project.mayBeEmpty ?? false,
    });
  }

  readonly #blame = (fault: Fault): void => {
    this.#faults.push(fault);
    this.#events.emit({ type: 'notice', level: 'error', message: faultText(fault) });
  };

  /** What carries the run's id and still lives belongs to no attempt that is known. */
  #tellLeftBehind({ command, pid, ended }: { command: string; pid: number; ended: boolean }): void {
    const what = `${command} (pid ${pid})`;
    const message = ended
      ? `Ended a process that the run left behind: ${what}`
      : `The run left behind ${what}`;
    this.#events.emit({ type: 'notice', level: 'warning', message });
  }
}
