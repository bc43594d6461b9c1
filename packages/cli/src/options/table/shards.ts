import { RUNNING, REPORTING, option, optional } from '../option-row.js';
import { choice, duration, flag, integerOr, path, shard, text } from '../option-type.js';

/** How a suite is divided over machines. */
export const SHARD_OPTIONS = {
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
} as const;
