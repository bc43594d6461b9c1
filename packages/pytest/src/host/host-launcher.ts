import type { AttemptProcess, ProcessFact } from '@steadfast/core';
import { ownWords } from '../adapter/attempt-arguments.js';
import type { Launcher, PytestLaunch, PytestProject } from '../adapter/launcher.js';
import { type HostKind, type PythonHost, startPythonHost } from './python-host.js';
import type { Hello, SlotChannel } from './slot-channel.js';

/** What the launcher is made with. */
export interface HostLauncherOptions {
  readonly kind: HostKind;
  readonly project: PytestProject;
  /** Slots of the run; one host serves them all. */
  readonly slots: number;
  /** What starts attempts when the host cannot. */
  readonly fallback: Launcher;
}

/**
 * Has attempts started by a host, which itself starts with the first attempt. A slot whose process died gets a host of its own;
 * a host that cannot start at all leaves everything to the fallback.
 */
export function createHostLauncher(options: HostLauncherOptions): Launcher {
  return new HostLauncher(options);
}

class HostLauncher implements Launcher {
  readonly #hosts: PythonHost[] = [];
  readonly #slots: { readonly channel: SlotChannel; readonly host: PythonHost }[] = [];
  readonly #told = new Set<string>();
  #fallenBack = false;

  constructor(private readonly options: HostLauncherOptions) {}

  launch(launch: PytestLaunch): AttemptProcess {
    const { channel, host } = this.#slot(launch.request.slot);
    // Most attempts find their slot ready, and then have their process at once.
    return new PendingProcess(
      channel.ready.then(
        (hello) => () => this.#start(channel, hello, launch),
        async () => {
          host.kill();
          await host.ended;
          this.#fallBack(launch, `the ${this.options.kind} host did not start: ${lastLine(host.words())}`);
          return () => this.options.fallback.launch(launch);
        },
      ),
    );
  }

  async close(): Promise<void> {
    for (const { channel, host } of this.#slots) {
      // A host that has no slots yet would not notice before it had finished its start-up.
      if (!channel.isReady) host.kill();
      channel.close();
    }
    await Promise.all(this.#hosts.map(({ ended }) => ended));
  }

  #start(channel: SlotChannel, hello: Hello, launch: PytestLaunch): AttemptProcess {
    if (this.options.kind === 'warm' && !hello.warm)
      this.#fallBack(launch, hello.reason ?? 'the host gave no reason');
    const { request, targets, environment, onOutput, onReport } = launch;
    this.#tell(hello.notices, launch);
    const { project, kind } = this.options;
    return channel.run(
      {
        isolation: kind === 'warm' && hello.warm ? 'warm' : 'spawn',
        options: [...ownWords('plugin'), ...project.pytestOptions],
        targets,
        file: request.file.path,
        environment,
        cwd: project.root,
      },
      { onOutput, onReport },
    );
  }

  #slot(index: number): { readonly channel: SlotChannel; readonly host: PythonHost } {
    const known = this.#slots[index];
    if (known !== undefined && (!known.channel.isGone || this.#fallenBack)) return known;
    if (this.#hosts.length === 0) this.#addHost(0, this.options.slots);
    else this.#addHost(index, 1);
    const added = this.#slots[index];
    if (added === undefined) throw new RangeError(`Slot ${index} of ${this.options.slots} does not exist.`);
    return added;
  }

  #addHost(firstSlot: number, count: number): void {
    const host = startPythonHost(this.options.kind, this.options.project, count);
    this.#hosts.push(host);
    for (const [index, channel] of host.slots.entries()) this.#slots[firstSlot + index] = { channel, host };
  }

  /** All slots of a host say the same, and once is enough. */
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
    else this.#abandon({ kind: 'not-started', error: 'it was abandoned before its host was ready' });
  }

  release(leftAlive: readonly number[]): void {
    this.#process?.release?.(leftAlive);
  }
}

function lastLine(text: string): string {
  return text.split('\n').at(-1) ?? '';
}
