import { DEFAULT_POLICY } from '@steadfast/core';
import { ISOLATIONS, WORKER_IDS } from '@steadfast/pytest';
import { milliseconds } from './milliseconds.js';
import { RUNNING, EXAMINED, COMPARING, option, optional } from '../option-row.js';
import {
  choice,
  choiceOrFolder,
  commit,
  countOrPercent,
  duration,
  integer,
  integerOr,
  modulesOr,
  program,
} from '../option-type.js';

/** How files are run. */
export const RUNNING_OPTIONS = {
  jobs: option({
    type: integerOr(1, 'auto'),
    short: 'j',
    default: 'auto',
    defaultText: 'auto, the CPUs available to this process, cgroup quota included',
    help: 'How many test files to run at the same time.',
    group: 'Running',
    commands: [...EXAMINED, ...COMPARING, 'plan'],
  }),
  pool: option({
    type: choiceOrFolder('machine', 'process'),
    default: 'machine',
    help: 'With whom slots are shared: with all runs of this user on this machine, so that together they start no more at the same time than one would; with nobody; or with the runs that name the same folder, as containers can.',
    group: 'Running',
    commands: RUNNING,
  }),
  isolation: option({
    type: { ...choice(...ISOLATIONS), placeholder: 'RUNG' },
    default: 'auto',
    help: 'How much attempts share at most. spawn: nothing, each is a new interpreter. pytest: it is forked when pytest and its plugins are there. packages: and what most files import of those installed. project: and conftests are loaded, the session has begun, modules of the project that most files import are there. auto: as much as is safe.',
    group: 'Running',
    commands: EXAMINED,
  }),
  preload: optional({
    type: modulesOr('auto'),
    help: 'Modules that are imported before any attempt is forked. What most files import is shared without being named, unless --isolation says that less is; auto is the same as nothing.',
    group: 'Running',
    commands: EXAMINED,
  }),
  workerIds: option({
    type: choice(...WORKER_IDS),
    default: 'auto',
    help: 'Give each slot the id of a pytest-xdist worker (gw0, gw1, ...), by which plugins and fixtures give it a database of its own. auto does so where a plugin is installed that asks for it, such as pytest-django, pytest-postgresql or pytest-xdist.',
    group: 'Running',
    commands: EXAMINED,
  }),
  python: optional({
    type: program(),
    defaultText: "the active or the project's virtual environment, then python3, then python",
    help: 'The Python interpreter that runs pytest.',
    group: 'Running',
    commands: [...EXAMINED, ...COMPARING, 'plan', 'merge'],
  }),
  fileTimeout: option({
    type: duration(1),
    default: milliseconds(DEFAULT_POLICY.fileTimeoutMs),
    help: 'Time limit for one attempt on a file. An attempt that exceeds it dumps the stack of every thread and is ended.',
    group: 'Running',
    commands: RUNNING,
  }),
  testTimeout: option({
    type: duration(0),
    default: milliseconds(DEFAULT_POLICY.testTimeoutMs),
    defaultText: '0s, no limit',
    help: 'Time limit for each test, set-up and tear-down included. A test that exceeds it fails with the stack of every thread; its attempt is ended, and the tests after it run in a new one.',
    group: 'Running',
    commands: RUNNING,
  }),
  grace: option({
    type: duration(0),
    default: milliseconds(DEFAULT_POLICY.graceMs),
    help: 'How long to wait between asking a process to end and killing it.',
    group: 'Running',
    commands: RUNNING,
  }),
  maxfail: option({
    type: integer(0),
    default: String(DEFAULT_POLICY.maxFailures),
    defaultText: '0, never',
    shorthand: { spellings: ['-x', '--exitfirst'], value: '1' },
    help: 'Stop the run after N failed tests; -x stops it after the first.',
    group: 'Running',
    commands: RUNNING,
  }),
  changed: option({
    type: commit(),
    default: 'false',
    help: 'Run only the test files that a change may reach: since this branch left REF, or since the last commit. What tests read is learned while they run, so the first run is a whole one.',
    group: 'Running',
    commands: RUNNING,
  }),
  retries: option({
    type: integer(0),
    default: String(DEFAULT_POLICY.retries),
    help: "How many times to rerun a file's failed tests, each time in a fresh process. A test that then passes is reported as flaky.",
    group: 'Running',
    commands: RUNNING,
  }),
  maxRetriedFiles: option({
    type: countOrPercent(),
    default: '100%',
    help: 'Rerun failed tests in at most this many files, or this share of them. Above this limit nothing is rerun: so many failures are rarely flaky.',
    group: 'Running',
    commands: RUNNING,
  }),
  flakyResult: option({
    type: choice('pass', 'fail'),
    default: DEFAULT_POLICY.flakyResult,
    help: 'The result of a run whose only failures passed when rerun.',
    group: 'Running',
    commands: RUNNING,
  }),
  leaks: option({
    type: choice('kill', 'warn', 'fail'),
    default: DEFAULT_POLICY.leaks,
    help: 'What to do with a process that a test left running: kill it, only warn, or kill it and fail the file. It is always reported.',
    group: 'Running',
    commands: RUNNING,
  }),
} as const;
