import type { Readable } from 'node:stream';
import { execa } from 'execa';
import type { AttemptProcess } from '../adapter.js';
import type { ProcessFact } from '../outcome.js';

/** What to start, and who listens. */
export interface SpawnCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process, or all of it where `extendEnvironment` is false. */
  readonly environment: Readonly<Record<string, string>>;
  readonly extendEnvironment?: boolean;
  /** Standard output and standard error, in the order in which they arrive. */
  readonly onOutput: (chunk: Uint8Array) => void;
  /** What the process writes to descriptor 3; it has one only when somebody listens. */
  readonly onReport?: (chunk: Uint8Array) => void;
}

/** How long the pipes of a process that has exited may stay open: whoever holds them then is a leak. */
const DRAIN_MS = 100;

/** Starts a process in a session of its own. A process that cannot be started is a fact, not an exception. */
export function spawnAttempt(command: SpawnCommand): AttemptProcess {
  const child = execa(command.command, command.args, {
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    env: command.environment,
    extendEnv: command.extendEnvironment ?? true,
    stdio: ['ignore', 'pipe', 'pipe', ...(command.onReport === undefined ? [] : (['pipe'] as const))],
    // A session and group of its own on POSIX; on Windows it would open a console.
    detached: process.platform !== 'win32',
    windowsHide: true,
    buffer: false,
    reject: false,
    cleanup: false,
  });
  const streams: Readable[] = [];
  const listen = (fd: number, onChunk: (chunk: Uint8Array) => void): void => {
    const stream = child.stdio[fd] as Readable | null | undefined;
    if (!stream) return;
    streams.push(stream);
    stream.on('data', onChunk);
    // A pipe that breaks is over; the exit code tells the rest.
    stream.on('error', () => undefined);
  };
  listen(1, command.onOutput);
  listen(2, command.onOutput);
  if (command.onReport !== undefined) listen(3, command.onReport);

  const ended = new Promise<ProcessFact>((resolve) => {
    child.once('exit', (code: number | null, signal: NodeJS.Signals | null) => {
      resolve(signal === null ? { kind: 'exited', exitCode: code ?? 1 } : { kind: 'signalled', signal });
    });
    void child.then((result) => {
      const error =
        result.cause instanceof Error ? result.cause.message : (result.shortMessage ?? 'unknown error');
      // After an exit this changes nothing: the promise is resolved.
      resolve({ kind: 'not-started', error });
    });
  });
  const exited = ended.then(async (fact) => {
    await drain(streams);
    return fact;
  });
  return { pid: child.pid, exited };
}

/** Waits for the streams to end, but not for processes that hold them open. */
async function drain(streams: readonly Readable[]): Promise<void> {
  const open = streams.filter((stream) => !stream.readableEnded && !stream.destroyed);
  if (open.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, DRAIN_MS)));
  const closed = Promise.all(open.map((stream) => new Promise((resolve) => stream.once('close', resolve))));
  await Promise.race([closed, late]);
  clearTimeout(timer);
  for (const stream of open) stream.destroy();
}
