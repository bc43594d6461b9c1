import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Installs Chromium where a bare machine lets it: as root, with apt. The tests of the browser report need one, and say so where
 * there is none.
 */
export function ensureChromium() {
  if (NAMES.some((name) => spawnSync(name, ['--version']).status === 0)) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.log('There is no Chromium here: the report is not tested in a browser.');
    return;
  }
  console.log('Installing Chromium, to test the report in a browser.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  apt('update');
  const { status } = apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  if (status !== 0) console.log('Chromium could not be installed: the report is not tested in a browser.');
}

if (process.argv[1] === import.meta.filename) ensureChromium();
