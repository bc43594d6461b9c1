import type { Duplex } from 'node:stream';
import type { AttemptProcess, Checked, Launch, ProcessFact } from '@steadfast/core';
import { askForStacks } from '../adapter/spawn-launcher.js';
import { signalName } from './signal-name.js';
import type { WorkerExit, WorkerHello } from './worker-message.js';
import { parseExit, parseHello, parseStarted } from './parse-worker-message.js';
import { encodeFrame, type Frame, FrameDecoder, type RunRequest } from './frames.js';

/** Who listens to an attempt in a slot. */
export interface WorkerListener {
  readonly onStarted: (pid: number, launch: Launch) => void;
  readonly onOutput: (chunk: Uint8Array) => void;
  readonly onReport: (chunk: Uint8Array) => void;
}

interface CurrentAttempt extends WorkerListener {
  readonly launch: Launch;
  pid?: number;
  /** Nobody wants it any more, and it was not known which process it is. */
  abandoned?: boolean;
  exit?: WorkerExit;
  readonly finish: (fact: ProcessFact) => void;
}

/** The version of the protocol that this side speaks. */
const PROTOCOL = 1;

/** Node's end of one worker: makes one attempt at a time, and knows when the process is gone. */
export class WorkerChannel {
  /** Resolves when the slot is ready; rejects when it ends before. */
  readonly ready: Promise<WorkerHello>;
  readonly #decoder = new FrameDecoder();
  #hello: WorkerHello | undefined;
  #current: CurrentAttempt | undefined;
  #gone: string | undefined;
  #becomeReady!: (hello: WorkerHello) => void;
  #neverReady!: (error: Error) => void;

  constructor(private readonly socket: Duplex) {
    this.ready = new Promise((resolve, reject) => {
      this.#becomeReady = resolve;
      this.#neverReady = reject;
    });
    // Whoever waits hears of it; without anybody, it is no news.
    this.ready.catch(() => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    socket.on('error', (error) => {
      this.#end(error.message);
    });
    socket.on('close', () => {
      this.#end('its connection was closed');
    });
  }

  get isReady(): boolean {
    return this.#hello !== undefined;
  }

  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** Makes one attempt. A slot that goes away while it runs makes the attempt `lost`. */
  run(request: RunRequest, listener: WorkerListener): AttemptProcess {
    let finish!: (fact: ProcessFact) => void;
    const exited = new Promise<ProcessFact>((resolve) => (finish = resolve));
    const launch: Launch =
      request.isolation === 'warm' ? { kind: 'forked', from: 'warm' } : { kind: 'spawned' };
    const { onStarted, onOutput, onReport } = listener;
    const attempt: CurrentAttempt = { onStarted, onOutput, onReport, launch, finish };
    this.#current = attempt;
    if (this.#gone === undefined) this.socket.write(encodeFrame({ type: 'R', request }));
    else finish({ kind: 'lost', reason: lostBecause(this.#gone) });
    const reaperPid = this.#hello?.pid;
    return {
      get pid() {
        return attempt.pid;
      },
      exited,
      ...(reaperPid === undefined ? {} : { reaperPid }),
      hasOrphans: () => attempt.exit?.orphans,
      dumpStacks: () => {
        askForStacks(attempt.pid);
      },
      abandon: () => {
        attempt.abandoned = true;
      },
      release: (leftAlive) => {
        if (this.#gone === undefined && attempt.exit?.orphans === true)
          this.socket.write(encodeFrame({ type: 'D', leftAlive }));
      },
    };
  }

  /** Lets go of the worker, which ends then. */
  close(): void {
    this.socket.destroy();
  }

  /** What makes no sense costs this worker and its attempt, and nobody else. */
  #read(chunk: Buffer): void {
    if (this.#gone !== undefined) return;
    try {
      for (const frame of this.#decoder.write(chunk)) this.#receive(frame);
    } catch (error) {
      this.#end(error instanceof Error ? error.message : String(error));
    }
  }

  #receive({ type, payload }: Frame): void {
    const current = this.#current;
    if (this.#gone !== undefined) return;
    switch (type) {
      case 'O':
        current?.onOutput(payload);
        break;
      case 'P':
        current?.onReport(payload);
        break;
      case 'S':
        this.#take(parseStarted(payload), ({ pid }) => {
          // Signals go to it: 0 and -1 would mean this process itself, or all.
          if (pid <= 1) this.#end(`it sent ${pid} as a pid, which is no process of its own`);
          else if (current !== undefined) started(current, pid);
        });
        break;
      case 'X':
        this.#take(parseExit(payload), (exit) => {
          this.#finish(exit);
        });
        break;
      case 'H':
        this.#take(parseHello(payload), (hello) => {
          this.#greet(hello);
        });
        break;
      default:
        this.#end(`it sent a frame of the unknown type ${JSON.stringify(type)}`);
    }
  }

  /** A worker that sends what makes no sense is as good as gone. */
  #take<T>(message: Checked<T>, use: (value: T) => void): void {
    if (message.kind === 'valid') use(message.value);
    else this.#end(`it sent a frame that makes no sense (${message.problem})`);
  }

  #greet(hello: WorkerHello): void {
    if (hello.protocol !== PROTOCOL) {
      this.#end(`it speaks version ${hello.protocol} of the protocol, not ${PROTOCOL}`);
      return;
    }
    this.#hello = hello;
    this.#becomeReady(hello);
  }

  #finish(exit: WorkerExit): void {
    const current = this.#current;
    if (current === undefined) return;
    current.exit = exit;
    this.#current = undefined;
    current.finish(
      exit.signal === null
        ? { kind: 'exited', exitCode: exit.exitCode ?? 1 }
        : { kind: 'signalled', signal: signalName(exit.signal) },
    );
  }

  #end(reason: string): void {
    if (this.#gone !== undefined) return;
    this.#gone = reason;
    this.socket.destroy();
    this.#neverReady(new Error(reason));
    this.#current?.finish({ kind: 'lost', reason: lostBecause(reason) });
    this.#current = undefined;
  }
}

function started(attempt: CurrentAttempt, pid: number): void {
  attempt.pid = pid;
  attempt.onStarted(pid, attempt.launch);
  if (attempt.abandoned !== true) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function lostBecause(reason: string): string {
  return `The zygote died while the attempt ran (${reason}).`;
}
