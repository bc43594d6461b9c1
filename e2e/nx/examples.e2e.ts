import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '../..');

it('nx run-many -t test runs the examples of this repository', async () => {
  const run = await execa(
    join(REPOSITORY, 'node_modules/.bin/nx'),
    ['run-many', '-t', 'test', '--skip-nx-cache', '--output-style=static'],
    {
      cwd: REPOSITORY,
      env: { CI: 'true', FORCE_COLOR: '0', NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false' },
      all: true,
      reject: false,
    },
  );
  expect(run.exitCode, run.all).toBe(0);
  expect(run.all).toContain('Files: 14 passed. Tests: 165 passed.');
  expect(run.all).toContain('Files: 16 passed. Tests: 135 passed.');
  expect(run.all).toContain('Files: 17 passed. Tests: 126 passed, 2 skipped, 5 xfailed.');
});
