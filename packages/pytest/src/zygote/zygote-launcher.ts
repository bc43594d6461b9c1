import type { AttemptProcess, ProcessFact } from '@steadfast/core';
import { pytestWords } from '../adapter/attempt-arguments.js';
import type { Launcher, PytestLaunch, PytestProject } from '../adapter/launcher.js';
import { type ZygoteKind, type ZygoteProcess, startZygote } from './zygote-process.js';
import type { WorkerChannel } from './worker-channel.js';
import type { WorkerHello } from './worker-message.js';

/** What the launcher is made with. */
export interface ZygoteLauncherOptions {
  readonly kind: ZygoteKind;
  readonly project: PytestProject;
  /** Slots of the run; one zygote serves them all. */
  readonly slots: number;
  /** What starts attempts when the zygote cannot. */
  readonly fallback: Launcher;
}

/**
 * Has attempts started by a zygote, which itself starts with the first attempt. A slot whose process died gets a zygote of its own;
 * a zygote that cannot start at all leaves everything to the fallback.
 */
export function createZygoteLauncher(options: ZygoteLauncherOptions): Launcher {
  return new ZygoteLauncher(options);
}

class ZygoteLauncher implements Launcher {
  readonly #zygotes: ZygoteProcess[] = [];
  readonly #slots: { readonly channel: WorkerChannel; readonly zygote: ZygoteProcess }[] = [];
  readonly #told = new Set<string>();
  #fallenBack = false;
  #isClosed = false;

  constructor(private readonly options: ZygoteLauncherOptions) {}

  launch(launch: PytestLaunch): AttemptProcess {
    if (this.#isClosed) return closedLauncher();
    const { channel, zygote } = this.#slot(launch.request.slot);
    // Most attempts find their slot ready, and then have their process at once.
    return new PendingProcess(
      channel.ready.then(
        (hello) => () => this.#start(channel, hello, launch),
        async () => {
          zygote.kill();
          await zygote.ended;
          this.#fallBack(
            launch,
            `the ${this.options.kind} zygote did not start: ${lastLine(zygote.words())}`,
          );
          return () => this.options.fallback.launch(launch);
        },
      ),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { channel, zygote } of this.#slots) {
      // A zygote that has no slots yet would not notice before it had finished its start-up.
      if (!channel.isReady) zygote.kill();
      channel.close();
    }
    await Promise.all(this.#zygotes.map(({ ended }) => ended));
  }

  #start(channel: WorkerChannel, hello: WorkerHello, launch: PytestLaunch): AttemptProcess {
    if (this.options.kind === 'warm' && !hello.warm)
      this.#fallBack(launch, hello.reason ?? 'the zygote gave no reason');
    const { request, targets, environment } = launch;
    this.#tell(hello.notices, launch);
    const { project, kind } = this.options;
    return channel.run(
      {
        isolation: kind === 'warm' && hello.warm ? 'warm' : 'spawn',
        options: pytestWords('plugin', project),
        targets,
        file: request.file.path,
        environment,
        cwd: project.root,
      },
      launch,
    );
  }

  #slot(index: number): { readonly channel: WorkerChannel; readonly zygote: ZygoteProcess } {
    const known = this.#slots[index];
    if (known !== undefined && (!known.channel.isGone || this.#fallenBack)) return known;
    if (this.#zygotes.length === 0) this.#addZygote(0, this.options.slots);
    else this.#addZygote(index, 1);
    const added = this.#slots[index];
    if (added === undefined) throw new RangeError(`Slot ${index} of ${this.options.slots} does not exist.`);
    return added;
  }

  #addZygote(firstSlot: number, count: number): void {
    const zygote = startZygote(this.options.kind, this.options.project, count);
    this.#zygotes.push(zygote);
    for (const [index, channel] of zygote.slots.entries())
      this.#slots[firstSlot + index] = { channel, zygote };
  }

  /** All slots of a zygote say the same, and once is enough. */
  #tell(notices: readonly string[], { request }: PytestLaunch): void {
    for (const notice of notices) {
      if (!this.#told.has(notice)) request.onNotice(notice);
      this.#told.add(notice);
    }
  }

  #fallBack({ request }: PytestLaunch, reason: string): void {
    if (this.#fallenBack) return;
    this.#fallenBack = true;
    request.onNotice(`Every file gets a new interpreter, because ${reason}`);
  }
}

/** A process that there will be; until then it has no pid, and can only be abandoned. */
class PendingProcess implements AttemptProcess {
  readonly exited: Promise<ProcessFact>;
  #process: AttemptProcess | undefined;
  #abandon!: (fact: ProcessFact) => void;
  #isAbandoned = false;

  constructor(ready: Promise<() => AttemptProcess>) {
    const abandoned = new Promise<ProcessFact>((resolve) => (this.#abandon = resolve));
    const ended = ready.then((start) => {
      if (this.#isAbandoned) return abandoned;
      this.#process = start();
      return this.#process.exited;
    });
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

/** Nothing may start behind the back of a run that is over. */
function closedLauncher(): AttemptProcess {
  const error = 'the run is over';
  return { pid: undefined, exited: Promise.resolve({ kind: 'not-started', error }) };
}

function lastLine(text: string): string {
  return text.split('\n').at(-1) ?? '';
}
