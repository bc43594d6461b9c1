import { spawnSync } from 'node:child_process';
import { run } from './run.mjs';

/** Makes sure that there is a Redis for the tests of the queue: Debian's, where this may be installed. */
export function ensureRedisServer() {
  if (isThere('redis-server')) return;
  if (!isThere('apt-get') || process.getuid?.() !== 0)
    throw new Error(
      'The tests of the queue need redis-server: install it, as with `sudo apt-get install redis-server`.',
    );
  console.log('Installing redis-server for the tests of the queue.');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  // The server that Debian would start for everybody is not wanted.
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { env });
}

function isThere(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}
