/** All keys of the queue begin with this word, unless the address names another one. */
const DEFAULT_PREFIX = 'steadfast';

const PROTOCOLS: Readonly<Record<string, { readonly tls: boolean }>> = {
  'redis:': { tls: false },
  'rediss:': { tls: true },
  'valkey:': { tls: false },
  'valkeys:': { tls: true },
};

/** Where the queue is, and who asks. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly database: number;
  readonly username?: string;
  readonly password?: string;
  /** What all keys begin with; `?prefix=` of the address. */
  readonly prefix: string;
  /** The address as it may be shown: without user and password. */
  readonly shown: string;
}

/** The address of a queue that cannot be used; the message never holds the address, which may be a secret. */
export class InvalidQueueAddress extends Error {
  override readonly name = 'InvalidQueueAddress';
}

/**
 * Reads `redis://user:password@host:6379/0?prefix=steadfast`, or `rediss://` for TLS.
 *
 * @throws {InvalidQueueAddress} for anything else, also for parameters that mean nothing.
 */
export function parseQueueAddress(text: string): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url && PROTOCOLS[url.protocol];
  if (url === undefined || protocol === undefined || url.hostname === '')
    throw new InvalidQueueAddress(
      'The queue needs an address such as redis://HOST:6379 or rediss://USER:PASSWORD@HOST.',
    );
  const prefix = readPrefix(url);
  const { hostname, port, username, password } = url;
  const database = readDatabase(url);
  return {
    // URL keeps the brackets of an IPv6 address, which no connection wants.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 6379 : Number(port),
    tls: protocol.tls,
    database,
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    prefix,
    shown: `${url.protocol}//${url.host}${database === 0 ? '' : `/${database}`}`,
  };
}

function readPrefix({ searchParams }: URL): string {
  const unknown = [...searchParams.keys()].filter((name) => name !== 'prefix');
  if (unknown.length > 0)
    throw new InvalidQueueAddress(
      `The queue's address has a parameter that means nothing: ${unknown.join(', ')}; only prefix does.`,
    );
  const prefix = searchParams.get('prefix') ?? DEFAULT_PREFIX;
  if (!/^[\w.{}-]+$/.test(prefix))
    throw new InvalidQueueAddress("The prefix of the queue's keys may have letters, digits and . _ - { }.");
  return prefix;
}

function readDatabase({ pathname }: URL): number {
  const database = /^\/?(\d*)$/.exec(pathname)?.[1];
  if (database === undefined)
    throw new InvalidQueueAddress("The path of the queue's address is the number of a database, such as /0.");
  return Number(database);
}
