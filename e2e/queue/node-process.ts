import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a played node is told. */
export interface PlayedNode {
  readonly url: string;
  readonly build: string;
  readonly index?: number;
  readonly total?: number;
  readonly slots: number;
  readonly leaseMs: number;
  readonly files: readonly PlayedFile[];
}

export interface PlayedFile {
  readonly path: string;
  readonly estimateMs: number;
  /** What it really takes; a negative time blocks the event loop. */
  readonly takesMs: number;
  readonly verdict?: string;
}

/** A line that a played node says. */
export interface NodeEvent {
  readonly kind: 'started' | 'counted' | 'alone' | 'silent' | 'notice' | 'ended';
  readonly path?: string;
  readonly message?: string;
}

/** A node in a process of its own, which can be killed, stopped and continued. */
export class NodeProcess {
  readonly events: NodeEvent[] = [];
  readonly ended: Promise<void>;
  readonly #process: ChildProcess;
  errors = '';

  /** @param wrapper Words before the command, such as `ip netns exec NAME`. */
  constructor(node: PlayedNode, wrapper: readonly string[] = []) {
    const words = [
      ...wrapper,
      process.execPath,
      join(import.meta.dirname, 'play-node.mjs'),
      JSON.stringify(node),
    ];
    const [command = '', ...args] = words;
    this.#process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.#process;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    createInterface({ input: stdout }).on('line', (line) => this.events.push(JSON.parse(line) as NodeEvent));
    stderr.on('data', (text: Buffer) => (this.errors += text.toString()));
    this.ended = once(this.#process, 'close').then(() => undefined);
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Paths of the events of a kind. */
  paths(kind: NodeEvent['kind']): readonly string[] {
    return this.events.flatMap((event) => (event.kind === kind ? (event.path ?? []) : []));
  }
}
