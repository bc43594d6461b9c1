import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execaSync } from 'execa';

/** Debian's server does not run as root: there it has a user of its own. */
interface User {
  readonly uid: number;
  readonly gid: number;
}

/** A PostgreSQL of its own, on a free port of the loopback interface, which logs every statement that makes or drops something. */
export class PostgresqlServer implements AsyncDisposable {
  readonly user = 'steadfast';

  private constructor(
    readonly port: number,
    private readonly directory: string,
    private readonly process: ChildProcess,
  ) {}

  /** Why there is none; `undefined` where there is one. */
  static missing(): string | undefined {
    if (process.platform !== 'linux') return 'Linux only';
    if (binaries() === undefined) return 'no PostgreSQL: apt-get install postgresql';
    return owner() === undefined ? 'no user postgres' : undefined;
  }

  static async start(): Promise<PostgresqlServer> {
    const [folder, user] = [binaries(), owner()];
    if (folder === undefined || user === undefined) throw new Error(PostgresqlServer.missing());
    const directory = mkdtempSync(join(tmpdir(), 'steadfast-postgresql-'));
    chownSync(directory, user.uid, user.gid);
    const data = join(directory, 'data');
    const how = { ...user, cwd: directory };
    const words = [
      '--pgdata',
      data,
      '--auth',
      'trust',
      '--username',
      'steadfast',
      '--no-sync',
      '--encoding',
      'UTF8',
    ];
    execaSync(join(folder, 'initdb'), words, how);
    const port = await freePort();
    const settings = {
      ...{ listen_addresses: '127.0.0.1', port, unix_socket_directories: '', log_statement: 'ddl' },
      ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(folder, 'postgres'), ['-D', data, ...options], {
      ...how,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const server = new PostgresqlServer(port, directory, child);
    await server.#ready();
    return server;
  }

  /** For programs that know libpq's variables. */
  get environment(): Record<string, string> {
    return { PGHOST: '127.0.0.1', PGPORT: String(this.port), PGUSER: this.user };
  }

  readonly #log: string[] = [];

  /** Statements that made or dropped a database since the last call, in order: `CREATE "test_shop_gw0"`. */
  takeStatements(): readonly string[] {
    return this.#log.splice(0).flatMap((line) => {
      const [, verb, name] = /statement: (CREATE|DROP) DATABASE (?:IF EXISTS )?"?([\w]+)"?/.exec(line) ?? [];
      return name === undefined ? [] : [`${String(verb)} ${name}`];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.process, 'exit');
    if (this.process.exitCode === null) {
      // At once, without waiting for connections to end.
      this.process.kill('SIGQUIT');
      await exited;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    const { stderr } = this.process;
    if (stderr === null) throw new Error('The server has no log.');
    const lines = createInterface({ input: stderr });
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        this.#log.push(line);
        if (line.includes('ready to accept connections')) resolve();
      });
      this.process.once('exit', () => {
        reject(new Error(`PostgreSQL did not start:\n${this.#log.join('\n')}`));
      });
    });
  }
}

function binaries(): string | undefined {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(versions, newest, 'bin');
}

function owner(): User | undefined {
  const { uid, gid } = userInfo();
  if (uid !== 0) return { uid, gid };
  const [, id, group] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  return id === undefined ? undefined : { uid: Number(id), gid: Number(group) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
