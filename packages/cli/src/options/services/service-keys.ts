import { choice, duration } from '../option-type.js';
import { command, like, name, patterns, strings, variables } from '../tables/field.js';
import { READY } from './ready-field.js';

const COMMON = {
  name: name('Names it in messages and reports.'),
  command: command(
    'What is started, in the folder of the pyproject.toml, with the tools of the virtual environment on its PATH. A string is split into words; there is no shell.',
  ),
  per: like(
    choice('run', 'slot'),
    'Once for the whole run, or once for each slot, so that no two attempts use the same at a time.',
    'run',
  ),
  paths: patterns('Which test files need it, relative to the pyproject.toml. Default: all.', ['**']),
  env: variables('Added to the environment of the command.'),
} as const;

const REQUIREMENT = {
  needs: strings(
    'a name or a list of names',
    'Services and commands of set-up that have to be ready before it starts; it has what they export in its environment. What is there per run can need only what is there per run.',
    [],
  ),
  export: variables(
    'Variables for the files that need it, besides those that it writes as lines `NAME=value` into the file that `$STEADFAST_ENV` names.',
  ),
} as const;

/** The keys of `[[tool.steadfast.services]]`. */
export const SERVICE_KEYS = {
  ...COMMON,
  ...REQUIREMENT,
  ready: READY,
  timeout: like(duration(1), 'How long it may take to be ready. Default: 60s.', 60_000),
  'stop-signal': like(
    choice('SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGKILL'),
    'Asks it to end; after `--grace` it is killed.',
    'SIGTERM',
  ),
} as const;

/** The keys of `[[tool.steadfast.setup]]`. */
export const SETUP_KEYS = {
  ...COMMON,
  ...REQUIREMENT,
  timeout: like(duration(1), 'How long it may run. Default: 5m.', 300_000),
} as const;

/** The keys of `[[tool.steadfast.teardown]]`. */
export const TEARDOWN_KEYS = {
  ...COMMON,
  timeout: like(duration(1), 'How long it may run. Default: 60s.', 60_000),
} as const;
