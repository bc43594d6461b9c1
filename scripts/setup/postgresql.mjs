import { existsSync, readdirSync } from 'node:fs';
import { run } from './run.mjs';

/** Where Debian has the servers, by version. */
const VERSIONS = '/usr/lib/postgresql';

/** Installs PostgreSQL for the tests of databases where this may be done: as root, with apt. Without it they are skipped, and say so. */
export function ensurePostgresql() {
  if (existsSync(VERSIONS) && readdirSync(VERSIONS).length > 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.log('There is no PostgreSQL here: tests of databases are skipped.');
    return;
  }
  console.log('Installing postgresql for the tests of databases.');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    run('apt-get', ['update', '-qq'], { env });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], { env });
  } catch (error) {
    console.log(`PostgreSQL could not be installed, and tests of databases are skipped: ${error.message}`);
  }
}
