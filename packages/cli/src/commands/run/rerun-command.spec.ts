import { NO_ARGUMENTS, readArguments } from '@steadfast/pytest';
import { expect, it } from 'vitest';
import { readOptions } from '../../options/read-options.js';
import { rerunCommand } from './rerun-command.js';

function command(words: readonly string[], environment = {}, own = {}): string {
  const { values } = readOptions({
    commandLine: [],
    environment: {},
    table: undefined,
    directory: '/project',
  });
  const given = words.length === 0 ? NO_ARGUMENTS : readArguments(words, '/project');
  const origins = new Map(Object.keys(own).map((name) => [name as 'python', `--${name}`]));
  return rerunCommand({ options: { ...values, ...own }, origins, given }, { environment });
}

it('has the options that the run had, and none that choose tests or write reports', () => {
  expect(
    command([
      '-c',
      'my ini.ini',
      '--rootdir=x',
      '--junitxml=j.xml',
      '-x',
      '--lf',
      '-p',
      'no:randomly',
      'tests',
    ]),
  ).toBe("steadfast -c 'my ini.ini' --rootdir=x -p no:randomly");
});

it("has Steadfast's own that matter", () => {
  expect(command([], {}, { python: '/venv/bin/python', isolation: 'spawn', jobs: 4 })).toBe(
    'steadfast --python /venv/bin/python --isolation spawn',
  );
});

it.each([
  [{}, 'steadfast'],
  [{ npm_command: 'exec', npm_lifecycle_event: 'npx' }, 'npx steadfast'],
  [{ npm_command: 'run-script', npm_lifecycle_event: 'test' }, 'npm run test --'],
  [
    { NX_TASK_TARGET_PROJECT: 'shop', NX_TASK_TARGET_TARGET: 'test', npm_command: 'exec' },
    'npx nx test shop --',
  ],
])('begins as a person called it: %j', (environment, beginning) => {
  expect(command([], environment)).toBe(beginning);
});
