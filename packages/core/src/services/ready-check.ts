import { connect } from 'node:net';
import { execa } from 'execa';
import type { Clock } from '../clock.js';
import { fillIn, type Place } from './place.js';

/** How it is found out that a service can be used. Texts may hold placeholders. */
export type ReadyCheck =
  /** Something listens on a port of the loopback interface. */
  | { readonly kind: 'port'; readonly port: string }
  /** An address answers with a status that says that somebody is there: 2xx, 3xx, or 400 to 403. */
  | { readonly kind: 'url'; readonly url: string }
  /** A line of its output matches a regular expression. */
  | { readonly kind: 'log'; readonly pattern: RegExp }
  /** A command ends with 0. */
  | { readonly kind: 'command'; readonly command: readonly string[] };

/** Where a check looks. */
export interface CheckedService {
  readonly place: Place;
  /** Environment and folder of the command of a check. */
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
  /** Resolves when a line of the output matches. */
  readonly lineMatching: (pattern: RegExp) => Promise<void>;
}

/** Nobody tells when a port opens: it is looked for often at first, when most services are about to be ready. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** Resolves when the service is ready, or the signal aborts. */
export async function untilReady(
  check: ReadyCheck,
  service: CheckedService,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  if (check.kind === 'log') return service.lineMatching(check.pattern);
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    if (await isReady(check, service, signal)) return;
    await clock.sleep(pause, signal);
  }
}

/** Whether somebody else answers where the service is going to: then its own answer would say nothing. */
export async function isTaken(
  check: ReadyCheck,
  service: CheckedService,
  signal: AbortSignal,
): Promise<boolean> {
  return (check.kind === 'port' || check.kind === 'url') && isReady(check, service, signal);
}

/** What {@link isTaken} has found, for a sentence. */
export function takenText(check: ReadyCheck, place: Place): string {
  if (check.kind === 'url') return `${fillIn(check.url, place)} answers`;
  return check.kind === 'port' ? `something listens on port ${fillIn(check.port, place)}` : 'it runs';
}

/** What has not happened when a service is not ready in time. */
export function notReadyText(check: ReadyCheck, place: Place): string {
  switch (check.kind) {
    case 'port':
      return `nothing listens on port ${fillIn(check.port, place)}`;
    case 'url':
      return `${fillIn(check.url, place)} does not answer`;
    case 'log':
      return `no line of its output matches ${String(check.pattern)}`;
    case 'command':
      return `the check "${filled(check.command, place).join(' ')}" does not succeed`;
  }
}

async function isReady(
  check: Exclude<ReadyCheck, { kind: 'log' }>,
  { place, environment, directory }: CheckedService,
  signal: AbortSignal,
): Promise<boolean> {
  switch (check.kind) {
    case 'port':
      return isListening(Number(fillIn(check.port, place)), signal);
    case 'url':
      return answers(fillIn(check.url, place), signal);
    case 'command': {
      const [program = '', ...words] = filled(check.command, place);
      const options = {
        cwd: directory,
        env: environment,
        extendEnv: false,
        stdio: 'ignore',
        reject: false,
      } as const;
      const { exitCode } = await execa(program, words, { ...options, cancelSignal: signal });
      return exitCode === 0;
    }
  }
}

function filled(command: readonly string[], place: Place): readonly string[] {
  return command.map((word) => fillIn(word, place));
}

/** Whether somebody listens on a port of the loopback interface. */
export function isListening(port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    // Servers listen on the loopback interface of either protocol.
    const socket = connect({ port, host: 'localhost', autoSelectFamily: true });
    const end = (answer: boolean) => () => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(answer);
    };
    const giveUp = end(false);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('connect', end(true));
    socket.once('error', giveUp);
  });
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal });
    await response.body?.cancel();
    return response.status >= 200 && response.status <= 403;
  } catch {
    return false;
  }
}
