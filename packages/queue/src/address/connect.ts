import { Redis } from 'ioredis';
import type { QueueAddress } from './queue-address.js';
import { reconnectDelay } from './reconnect-delay.js';
import type { QueueTiming } from './timing.js';

/** The queue does not let this node in, or not do what it must: waiting would not help. */
export class QueueRefused extends Error {
  override readonly name = 'QueueRefused';
}

/** The queue gave no answer for as long as a node is patient. */
export class QueueSilent extends Error {
  override readonly name = 'QueueSilent';
}

/** Answers of a server that will not change by asking again. */
const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR AUTH)/;

export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && REFUSAL.test(error.message);
}

/** What a connection is made with: plain data, so that a thread can be given it. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly servername: string };
  /** Whoever asks decides for how long; see {@link QueueTiming.patienceMs}. */
  readonly maxRetriesPerRequest: null;
  readonly connectTimeout: number;
  readonly socketTimeout: number;
}

export function connectionOptions(address: QueueAddress, timing: QueueTiming): ConnectionOptions {
  const { host, port, database, username, password, tls } = address;
  return {
    ...{ host, port, db: database },
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: { servername: host } }),
    maxRetriesPerRequest: null,
    connectTimeout: timing.socketTimeoutMs,
    socketTimeout: timing.socketTimeoutMs,
  };
}

/**
 * Connects, and reconnects whenever the connection breaks.
 *
 * @throws {QueueRefused} for a wrong user or password.
 * @throws {QueueSilent} when there is no connection within the patience of a node.
 */
export async function connect(address: QueueAddress, timing: QueueTiming): Promise<Redis> {
  const redis = new Redis({ ...connectionOptions(address, timing), retryStrategy: reconnectDelay });
  let last: Error | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => {
        const why = last === undefined ? '' : `: ${last.message}`;
        reject(
          new QueueSilent(
            `The queue at ${address.shown} has not answered for ${timing.patienceMs / 1000} s${why}`,
          ),
        );
      }, timing.patienceMs);
      redis.once('ready', () => {
        clearTimeout(deadline);
        resolve();
      });
      redis.on('error', (error) => {
        last = error;
        if (!isRefusal(error)) return;
        clearTimeout(deadline);
        reject(refused(address, error));
      });
    });
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  return redis;
}

export function refused({ shown }: QueueAddress, { message }: Error): QueueRefused {
  return new QueueRefused(`The queue at ${shown} refuses this node: ${message}`);
}

/** A warning when the server may throw keys away, or when it does not say. */
export async function evictionWarning(redis: Redis): Promise<string | undefined> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1];
  if (policy === undefined || policy === 'noeviction') return undefined;
  return `The queue's server may evict keys when its memory is full (maxmemory-policy ${policy}); a build could be lost. Set it to noeviction.`;
}
