import type { AttemptProcess, Launch } from '@steadfast/core';
import { pytestWords } from '../adapter/attempt-arguments.js';
import type { LaunchedAttempt, Launcher, PytestLaunch, PytestProject } from '../adapter/launcher.js';
import { type ConnectionServer, openConnectionServer } from './connection-server.js';
import type { RunRequest } from './frames.js';
import { Ladder, type Place } from './ladder.js';
import { PendingProcess } from './pending-process.js';
import type { PytestIsolation } from './rung.js';
import type { WorkerChannel } from './worker-channel.js';
import { WorkerPool } from './worker-pool.js';
import type { ZygoteHello } from './process-message.js';
import { type ZygoteKind, type ZygoteProcess, startZygote } from './zygote-process.js';

/** What the launcher is made with. */
export interface ZygoteLauncherOptions {
  readonly kind: ZygoteKind;
  readonly project: PytestProject;
  /** The deepest rung of the run. */
  readonly deepest: PytestIsolation;
  /** What starts attempts when the zygote cannot. */
  readonly fallback: Launcher;
}

/**
 * Has attempts started by zygotes, the first of which starts with the first attempt. One that died is replaced;
 * one that cannot start at all leaves everything to the fallback.
 */
export function createZygoteLauncher(options: ZygoteLauncherOptions): Launcher {
  return new ZygoteLauncher(options);
}

/** A worker for an attempt, and where that is. */
interface Prepared {
  readonly worker: WorkerChannel;
  /** Absent when the attempt gets a new interpreter. */
  readonly place?: Place;
  readonly launched: Launch;
}

/** The first zygote, and what grows from it. */
interface Roots {
  readonly process: ZygoteProcess;
  readonly hello: ZygoteHello;
  /** Absent when attempts cannot be forked. */
  readonly ladder?: Ladder;
}

class ZygoteLauncher implements Launcher {
  readonly #workers = new WorkerPool();
  readonly #processes: ZygoteProcess[] = [];
  readonly #told = new Set<string>();
  #server: Promise<ConnectionServer> | undefined;
  #roots: Promise<Roots> | undefined;
  /** One for each first zygote; those of one that died may live on. */
  readonly #ladders: Ladder[] = [];
  #hasFallenBack = false;
  #isClosed = false;

  constructor(private readonly options: ZygoteLauncherOptions) {}

  launch(launch: PytestLaunch): LaunchedAttempt {
    if (this.#isClosed) return { process: overProcess() };
    let learn: Place['learn'];
    const start = async (): Promise<() => AttemptProcess> => {
      const prepared = await this.#prepareTwice(launch).catch((error: unknown) => {
        this.#fallBack(launch, error instanceof Error ? error.message : String(error));
        return undefined;
      });
      if (this.#isClosed) return overProcess;
      if (prepared === undefined) return () => this.options.fallback.launch(launch).process;
      const { worker, place, launched } = prepared;
      learn = place?.learn;
      return () => worker.run(this.#request(launch, place), launch, launched);
    };
    return {
      process: new PendingProcess(start()),
      learnImports: (modules) => learn?.(modules),
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#workers.close();
    for (const { zygote, kill } of this.#processes) {
      // One that is not ready yet would not notice before it had finished its start-up.
      if (!zygote.isReady) kill();
      zygote.close();
    }
    for (const ladder of this.#ladders) ladder.close();
    await Promise.all(this.#processes.map(({ ended }) => ended));
    if (this.#server !== undefined) {
      const server = await this.#server.catch(() => undefined);
      server?.close();
    }
  }

  /** A zygote may end just when it was chosen; then there is another one. */
  #prepareTwice(launch: PytestLaunch): Promise<Prepared | undefined> {
    return this.#prepare(launch).catch(() => this.#prepare(launch));
  }

  async #prepare(launch: PytestLaunch): Promise<Prepared | undefined> {
    if (this.#hasFallenBack && this.options.kind === 'cold') return undefined;
    const { process, hello, ladder } = await this.#rootsFor(launch);
    const { file, isolation, slot } = launch.request;
    this.#tell(hello.notices, launch);
    if (ladder === undefined) {
      if (this.options.kind === 'warm') this.#fallBack(launch, hello.reason ?? 'the zygote gave no reason');
      const because = this.options.kind === 'warm' && hello.reason !== null ? { because: hello.reason } : {};
      return {
        worker: await this.#workers.worker(slot, process.zygote),
        launched: { kind: 'spawned', ...because },
      };
    }
    const place = await ladder.place(file.path, isolation);
    const { rung, zygote } = place.stage;
    const because = place.because === undefined ? {} : { because: place.because };
    const worker = await this.#workers.worker(slot, zygote);
    return { worker, place, launched: { kind: 'forked', from: rung, ...because } };
  }

  #request({ targets, environment }: PytestLaunch, place: Place | undefined): RunRequest {
    const { project } = this.options;
    return {
      way: place === undefined ? 'spawn' : 'fork',
      learn: place?.learn !== undefined,
      options: place === undefined ? pytestWords('plugin', project) : [],
      targets,
      environment,
      cwd: project.root,
    };
  }

  /** The first zygote; another one when that has died. */
  async #rootsFor(launch: PytestLaunch): Promise<Roots> {
    const known = this.#roots;
    if (known !== undefined && !(await known).process.zygote.isGone) return known;
    if (this.#roots === known) this.#roots = this.#start(launch);
    return this.#roots ?? this.#rootsFor(launch);
  }

  async #start(launch: PytestLaunch): Promise<Roots> {
    const { kind, project, deepest } = this.options;
    this.#server ??= openConnectionServer();
    const ownVariables = Object.keys(launch.environment);
    const process = startZygote(kind, project, await this.#server, ownVariables);
    this.#processes.push(process);
    let hello: ZygoteHello;
    try {
      hello = await process.zygote.ready;
    } catch (error) {
      process.kill();
      await process.ended;
      const words = process.words().split('\n').at(-1);
      throw new Error(`the ${kind} zygote did not start: ${words || String(error)}`, { cause: error });
    }
    if (!hello.forks) return { process, hello };
    const ladder = new Ladder({
      root: process.zygote,
      deepest,
      cwd: project.root,
      targets: launch.targets,
      ownVariables,
      known: project.learning?.known ?? [],
      onShared: (modules) => project.learning?.share(modules),
      onNotice: launch.request.onNotice,
    });
    this.#ladders.push(ladder);
    return { process, hello, ladder };
  }

  /** All attempts would say the same, and once is enough. */
  #tell(notices: readonly string[], { request }: PytestLaunch): void {
    for (const notice of notices) {
      if (!this.#told.has(notice)) request.onNotice(notice);
      this.#told.add(notice);
    }
  }

  #fallBack({ request }: PytestLaunch, reason: string): void {
    if (this.#hasFallenBack) return;
    this.#hasFallenBack = true;
    request.onNotice(`Every file gets a new interpreter, because ${reason}`);
  }
}

/** Nothing may start behind the back of a run that is over. */
function overProcess(): AttemptProcess {
  return { pid: undefined, exited: Promise.resolve({ kind: 'not-started', error: 'the run is over' }) };
}
