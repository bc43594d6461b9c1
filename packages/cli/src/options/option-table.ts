import { DEFAULT_POLICY } from '@steadfast/core';
import { ISOLATIONS } from '@steadfast/pytest';
import {
  choice,
  choiceOrFolder,
  commit,
  countOrPercent,
  duration,
  flag,
  integer,
  integerOr,
  modulesOr,
  type OptionType,
  path,
  pathOrStdout,
  percent,
  program,
  shard,
  text,
} from './option-type.js';

/** The subcommands. */
export const COMMANDS = [
  'run',
  'plan',
  'merge',
  'report',
  'doctor',
  'try',
  'bisect',
  'replay',
  'queue',
] as const;

export type Command = (typeof COMMANDS)[number];

/** The headings of the help, in order. */
export const GROUPS = ['Running', 'Files that are not found', 'Shards', 'Results', 'Other'] as const;

/** One option: the only place that knows it. */
export interface OptionRow<Value> {
  readonly type: OptionType<Value>;
  /** What holds when nobody says anything, as it would be written; absent when nothing does. */
  readonly default?: string;
  /** What help says of the default where it takes more than the value. */
  readonly defaultText?: string;
  /** One letter. */
  readonly short?: string;
  /** Further long names. */
  readonly aliases?: readonly string[];
  /** Options without a value that stand for this one with a value: `-x` for `--maxfail 1`. */
  readonly shorthand?: { readonly spellings: readonly string[]; readonly value: string };
  /** pytest has an option of this name, too: it is ours with such a value only. */
  readonly onlyWith?: RegExp;
  /** One or two sentences. */
  readonly help: string;
  readonly group: (typeof GROUPS)[number];
  readonly commands: readonly Command[];
  /** Whether configuration, environment and the Nx target have it, too; true when absent. */
  readonly configurable?: boolean;
}

/** An option that always has a value. */
function option<Value>(row: OptionRow<Value> & { readonly default: string }): OptionRow<Value> {
  return row;
}

/** An option that has no value unless somebody gives one. */
function optional<Value>(row: OptionRow<Value>): OptionRow<Value | undefined> {
  return row as OptionRow<Value | undefined>;
}

const RUNNING: readonly Command[] = ['run', 'replay'];

/** What a run would do with the machine is what the doctor examines, too. */
const EXAMINED: readonly Command[] = [...RUNNING, 'doctor'];

/** These run the suite in more ways than one. */
const COMPARING: readonly Command[] = ['try', 'bisect'];

/** A merge writes the reports of a run that happened elsewhere. */
const REPORTING: readonly Command[] = [...RUNNING, 'merge'];

/** What is made to be looked at can be made of a record at any time. */
const SHOWING: readonly Command[] = [...REPORTING, 'report'];

function milliseconds(ms: number): string {
  return ms % 1000 === 0 ? `${String(ms / 1000)}s` : `${String(ms)}ms`;
}

/**
 * Every option of Steadfast. The long name is the key in kebab case: `fileTimeout` is `--file-timeout` on the command line,
 * `file-timeout` in `[tool.steadfast]`, `STEADFAST_FILE_TIMEOUT` in the environment and `fileTimeout` in an Nx target.
 * Durations are in milliseconds, paths are absolute.
 */
export const OPTIONS = {
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
    help: 'How much attempts share at most. spawn: nothing, each is a new interpreter. pytest: it is forked when pytest and its plugins are there. packages: and what most files import of those installed. project: and conftests are loaded, the session has begun, modules of the project that most files import are there. auto: as pytest, or spawn where forking is not safe.',
    group: 'Running',
    commands: EXAMINED,
  }),
  preload: optional({
    type: modulesOr('auto'),
    help: 'Modules that are imported before any attempt is forked. With --isolation packages or project, what most files import is shared without being named; auto is the same as nothing.',
    group: 'Running',
    commands: EXAMINED,
  }),
  python: optional({
    type: program(),
    defaultText: "the active or the project's virtual environment, then python3, then python",
    help: 'The Python interpreter that runs pytest.',
    group: 'Running',
    commands: [...RUNNING, ...COMPARING, 'plan', 'merge'],
  }),
  fileTimeout: option({
    type: duration(1),
    default: milliseconds(DEFAULT_POLICY.fileTimeoutMs),
    help: 'Time limit for one attempt on a file. An attempt that exceeds it dumps the stack of every thread and is ended.',
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
  missingRetries: option({
    type: integer(0),
    default: String(DEFAULT_POLICY.missing.retries),
    help: 'How many times to retry a file that pytest reports as not found although it exists.',
    group: 'Files that are not found',
    commands: RUNNING,
  }),
  missingBackoff: option({
    type: duration(0),
    default: milliseconds(DEFAULT_POLICY.missing.backoffMs),
    help: 'Pause before the first such retry; doubles with each one.',
    group: 'Files that are not found',
    commands: RUNNING,
  }),
  vanishedPatience: option({
    type: duration(0),
    default: milliseconds(DEFAULT_POLICY.vanishedPatienceMs),
    help: 'How long a test file that was there before is waited for. It does not hold up other files.',
    group: 'Files that are not found',
    commands: RUNNING,
  }),
  shard: optional({
    type: shard(),
    help: 'Run one shard of the suite. ci takes both numbers from CircleCI, GitLab CI or Buildkite.',
    group: 'Shards',
    commands: RUNNING,
  }),
  plan: optional({
    type: path(),
    defaultText: 'a new plan',
    help: 'Plan file from plan --format json, to run a shard of, show, or check records against.',
    group: 'Shards',
    commands: ['run', 'plan', 'merge'],
  }),
  queue: optional({
    type: text('ADDRESS', 'an address such as rediss://USER:PASSWORD@HOST'),
    help: 'Take files from a queue that several machines share, on Redis or Valkey: redis://HOST, or rediss://USER:PASSWORD@HOST. --shard names the part to run when the queue is lost. Needs the package @steadfast/queue.',
    group: 'Shards',
    commands: ['run', 'merge', 'queue'],
  }),
  build: optional({
    type: text('ID', 'the id of a build'),
    defaultText: 'the build of GitHub Actions, GitLab CI, Buildkite, CircleCI or Jenkins',
    help: 'Names the build in the queue: the same on all of its nodes, and in a rerun.',
    group: 'Shards',
    commands: ['run', 'merge', 'queue'],
  }),
  retryElsewhere: option({
    type: flag(),
    default: 'false',
    help: 'Run a red file of a queue once more on another node. A file that passes there is flaky.',
    group: 'Shards',
    commands: ['run'],
  }),
  watch: option({
    type: flag(),
    default: 'false',
    help: 'Show the state of the build again and again, until every file has a verdict.',
    group: 'Shards',
    commands: ['queue'],
    configurable: false,
  }),
  shards: optional({
    type: integerOr(1, 'auto'),
    help: 'How many shards to make. auto makes the fewest that finish within --target.',
    group: 'Shards',
    commands: ['plan'],
    configurable: false,
  }),
  target: option({
    type: duration(1),
    default: '5m',
    help: 'Longest time a shard may take with --shards auto, with --jobs files at a time (one if not given).',
    group: 'Shards',
    commands: ['plan'],
    configurable: false,
  }),
  format: option({
    type: choice('text', 'json', 'github-matrix'),
    default: 'text',
    help: 'A table, the plan for --plan, or a value for strategy.matrix in GitHub Actions.',
    group: 'Shards',
    commands: ['plan', 'queue'],
    configurable: false,
  }),
  output: optional({
    type: path(),
    defaultText: 'standard output',
    help: 'Write the plan to this file.',
    group: 'Shards',
    commands: ['plan'],
    configurable: false,
  }),
  durationsFile: option({
    type: path(),
    default: '.steadfast/durations.json',
    help: 'How long test files took in earlier runs. Decides the order and the plans; each run updates it, merge only when it is given.',
    group: 'Shards',
    commands: [...REPORTING, 'plan'],
  }),
  progress: option({
    type: choice('auto', 'bar', 'lines', 'none'),
    default: 'auto',
    help: 'What to show while tests run: a live view, a line per file, or nothing. auto is the live view on a terminal outside CI, lines elsewhere.',
    group: 'Results',
    commands: RUNNING,
  }),
  failureOutput: option({
    type: choice('auto', 'now', 'end', 'both'),
    default: 'auto',
    help: 'When to show failures: as they happen, at the end of the run, or both. auto shows them at once, and again at the end of a log where they are more than a screen away.',
    group: 'Results',
    commands: RUNNING,
  }),
  junitxml: optional({
    type: path(),
    aliases: ['junit-xml'],
    help: 'Write a JUnit report of the whole run.',
    group: 'Results',
    commands: REPORTING,
  }),
  record: optional({
    type: path(),
    help: 'Write the run record (every file, attempt, test and duration) as JSON.',
    group: 'Results',
    commands: REPORTING,
  }),
  events: optional({
    type: pathOrStdout(),
    help: 'Write events as they happen, one JSON object per line.',
    group: 'Results',
    commands: RUNNING,
  }),
  html: optional({
    type: path(),
    help: 'Write a report for the browser: one self-contained file.',
    group: 'Results',
    commands: SHOWING,
  }),
  compare: optional({
    type: path(),
    help: 'Record or event log of an earlier run, to show in the HTML report what changed.',
    group: 'Results',
    commands: SHOWING,
  }),
  timeline: optional({
    type: path(),
    help: 'Write the timeline of the run as a picture (SVG).',
    group: 'Results',
    commands: SHOWING,
  }),
  trace: optional({
    type: path(),
    onlyWith: /\.json$/,
    help: 'Write the run as a trace that Perfetto and chrome://tracing open. The name must end with .json; without one, --trace is that of pytest.',
    group: 'Results',
    commands: SHOWING,
  }),
  open: option({
    type: flag(),
    default: 'false',
    help: 'Open the HTML report in a browser.',
    group: 'Results',
    commands: ['report'],
    configurable: false,
  }),
  github: option({
    type: choice('auto', 'on', 'off'),
    default: 'auto',
    defaultText: 'auto, on where GITHUB_ACTIONS is true',
    help: 'Annotate failures in pull requests and write a job summary.',
    group: 'Results',
    commands: REPORTING,
  }),
  against: option({
    type: choice('pytest', 'xdist', 'file'),
    default: 'pytest',
    help: 'What to compare with: one pytest process, pytest-xdist, or one pytest process per file.',
    group: 'Other',
    commands: ['try'],
    configurable: false,
  }),
  baseline: optional({
    type: path(),
    help: 'The record of an earlier run, to compare the times of the given record with.',
    group: 'Other',
    commands: ['doctor'],
    configurable: false,
  }),
  failSlower: optional({
    type: percent(),
    help: 'Fail when the files that are in both records took so much longer in all.',
    group: 'Other',
    commands: ['doctor'],
    configurable: false,
  }),
  slot: optional({
    type: integer(0),
    help: 'Replay only the files that ran in this slot, one after the other.',
    group: 'Other',
    commands: ['replay'],
    configurable: false,
  }),
  markdown: optional({
    type: path(),
    help: 'Write the report as Markdown, too.',
    group: 'Other',
    commands: ['try'],
    configurable: false,
  }),
  help: option({
    type: flag(),
    default: 'false',
    short: 'h',
    help: 'Show this help.',
    group: 'Other',
    commands: COMMANDS,
    configurable: false,
  }),
  version: option({
    type: flag(),
    default: 'false',
    short: 'V',
    help: 'Show the version of Steadfast.',
    group: 'Other',
    commands: COMMANDS,
    configurable: false,
  }),
} as const;

export type OptionName = keyof typeof OPTIONS;

/** The value of every option. */
export type OptionValues = {
  readonly [Name in OptionName]: (typeof OPTIONS)[Name] extends OptionRow<infer Value> ? Value : never;
};

/** All names, in the order of the table. */
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** The row of an option, whatever the type of its value. */
export function rowOf(name: OptionName): OptionRow<unknown> {
  return OPTIONS[name];
}

/** `file-timeout` for `fileTimeout`: the long name, and the key in `[tool.steadfast]`. */
export function longName(name: OptionName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `STEADFAST_FILE_TIMEOUT` for `fileTimeout`. */
export function environmentName(name: OptionName): string {
  return `STEADFAST_${longName(name).toUpperCase().replaceAll('-', '_')}`;
}

/** Whether an option can be set in configuration, environment and Nx target. */
export function isConfigurable(name: OptionName): boolean {
  return rowOf(name).configurable ?? true;
}
