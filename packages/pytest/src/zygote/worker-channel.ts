import type { AttemptProcess, Checked, Launch, ProcessFact } from '@steadfast/core';
import { askForStacks } from '../adapter/spawn-launcher.js';
import type { Connection } from './connection.js';
import type { Frame, RunRequest } from './frames.js';
import { parseExit, parseStarted } from './parse-process-message.js';
import type { WorkerExit } from './process-message.js';
import { signalName } from './signal-name.js';

/** Who listens to an attempt in a worker. */
export interface WorkerListener {
  readonly onStarted: (pid: number, launch: Launch) => void;
  readonly onOutput: (chunk: Uint8Array) => void;
  readonly onReport: (chunk: Uint8Array) => void;
}

interface CurrentAttempt {
  readonly listener: WorkerListener;
  readonly launch: Launch;
  pid?: number;
  /** Nobody wants it any more, and it was not known which process it is. */
  abandoned?: boolean;
  exit?: WorkerExit;
  readonly finish: (fact: ProcessFact) => void;
}

/** Node's end of one worker: makes one attempt at a time, and knows when the process is gone. */
export class WorkerChannel {
  #current: CurrentAttempt | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly pid: number,
  ) {
    connection.listen({
      onFrame: (frame) => {
        this.#receive(frame);
      },
      onEnd: (reason) => {
        this.#current?.finish({ kind: 'lost', reason: lostBecause(reason) });
        this.#current = undefined;
      },
    });
  }

  get isGone(): boolean {
    return this.connection.gone !== undefined;
  }

  get isBusy(): boolean {
    return this.#current !== undefined;
  }

  /** Makes one attempt. A worker that goes away while it runs makes the attempt `lost`. */
  run(request: RunRequest, listener: WorkerListener, launch: Launch): AttemptProcess {
    let finish!: (fact: ProcessFact) => void;
    const exited = new Promise<ProcessFact>((resolve) => (finish = resolve));
    const attempt: CurrentAttempt = { listener, launch, finish };
    const { connection, pid: reaperPid } = this;
    if (connection.gone !== undefined) finish({ kind: 'lost', reason: lostBecause(connection.gone) });
    // Two attempts in one slot would be a fault of ours: one of them would never end.
    else if (this.isBusy) finish({ kind: 'lost', reason: 'Its worker was busy with another attempt.' });
    else {
      this.#current = attempt;
      connection.send({ type: 'R', request });
    }
    return {
      get pid() {
        return attempt.pid;
      },
      exited,
      reaperPid,
      hasOrphans: () => attempt.exit?.orphans,
      dumpStacks: () => {
        askForStacks(attempt.pid);
      },
      abandon: () => {
        attempt.abandoned = true;
      },
      release: (leftAlive) => {
        if (attempt.exit?.orphans === true) connection.send({ type: 'D', leftAlive });
      },
    };
  }

  /** Lets go of the worker, which ends then. */
  close(): void {
    this.connection.end('it was closed');
  }

  #receive({ type, payload }: Frame): void {
    const current = this.#current;
    if (current === undefined) return;
    switch (type) {
      case 'O':
        current.listener.onOutput(payload);
        break;
      case 'P':
        current.listener.onReport(payload);
        break;
      case 'S':
        this.#take(parseStarted(payload), ({ pid }) => {
          // Signals go to it: 0 and -1 would mean this process itself, or all.
          if (pid <= 1) this.connection.end(`it sent ${pid} as a pid, which is no process of its own`);
          else started(current, pid);
        });
        break;
      case 'X':
        this.#take(parseExit(payload), (exit) => {
          this.#finish(current, exit);
        });
        break;
      default:
        this.connection.end(`it sent a frame of the unknown type ${JSON.stringify(type)}`);
    }
  }

  /** A worker that sends what makes no sense is as good as gone. */
  #take<T>(message: Checked<T>, use: (value: T) => void): void {
    if (message.kind === 'valid') use(message.value);
    else this.connection.end(`it sent a frame that makes no sense (${message.problem})`);
  }

  #finish(current: CurrentAttempt, exit: WorkerExit): void {
    current.exit = exit;
    this.#current = undefined;
    current.finish(
      exit.signal === null
        ? { kind: 'exited', exitCode: exit.exitCode ?? 1 }
        : { kind: 'signalled', signal: signalName(exit.signal) },
    );
  }
}

function started(attempt: CurrentAttempt, pid: number): void {
  attempt.pid = pid;
  attempt.listener.onStarted(pid, attempt.launch);
  if (attempt.abandoned !== true) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function lostBecause(reason: string): string {
  return `The worker died while the attempt ran (${reason}).`;
}
