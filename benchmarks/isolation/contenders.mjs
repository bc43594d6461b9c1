import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The built command. */
export const STEADFAST = join(import.meta.dirname, '../../packages/cli/bin/steadfast.js');

/** @typedef {{ name: string, command: string, args: string[], fine?: number[] }} Contender `fine`: exit codes besides 0 */

/** What users have, and what they would switch to; all with the same number of slots. */
export function contenders(suite, { python, slots, scratch, durations }) {
  const pytest = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
  const list = join(scratch, `${suite.name}.files`);
  writeFileSync(list, suite.files.map((file) => `${file}\0`).join(''));
  const xdist = (dist) => [...pytest, '-n', String(slots), '--dist', dist, ...suite.paths];
  const steadfast = (...more) => ({
    command: process.execPath,
    args: [
      STEADFAST,
      '--python',
      python,
      '-j',
      String(slots),
      '--progress',
      'none',
      ...durations,
      ...more,
      ...suite.paths,
    ],
  });
  // Without what earlier runs learned.
  const first = ({ command, args }) => ({
    command: 'sh',
    args: ['-c', 'rm -f .steadfast/learned.json; exec "$@"', 'sh', command, ...args],
  });
  // pytest-forked is no contender: with pytest 9.2 every test of it fails (EXITED with status 3).
  return [
    {
      name: 'one interpreter per file, `xargs -P`',
      command: 'xargs',
      args: ['-0', '-a', list, '-P', String(slots), '-n', '1', python, ...pytest],
      // Files that are skipped as a whole have no tests, for which pytest has an exit code of its own.
      fine: [123],
    },
    { name: 'plain pytest, one process', command: python, args: [...pytest, ...suite.paths] },
    { name: 'pytest-xdist `--dist loadfile`', command: python, args: xdist('loadfile') },
    { name: 'pytest-xdist `--dist worksteal`', command: python, args: xdist('worksteal') },
    { name: 'steadfast, spawn', ...steadfast('--isolation', 'spawn') },
    { name: 'steadfast, first run', ...first(steadfast()) },
    { name: 'steadfast', ...steadfast() },
    ...(suite.preload
      ? [{ name: `steadfast \`--preload ${suite.preload}\``, ...steadfast('--preload', suite.preload) }]
      : []),
  ];
}
