import type { Workflow } from './generator.js';
import { mergeScript } from './workspace-commands.js';

const CACHE = "key: steadfast-durations, paths: ['**/.steadfast/durations.json']";

/** A pipeline for GitLab CI. */
export function gitlabPipeline(workflow: Workflow): string {
  const { commands, shards } = workflow;
  return `${[
    '.steadfast:',
    '  image: nikolaik/python-nodejs:python3.13-nodejs22',
    '  variables: { GIT_DEPTH: 0 }',
    '  before_script:',
    `    - ${commands.installNode}`,
    `    - ${commands.installPython}`,
    '    # What a change affects: since the branch of a merge request, or the last push.',
    '    - export NX_BASE="${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}" NX_HEAD="$CI_COMMIT_SHA"',
    '',
    ...(shards === 0 ? atomizedJob(workflow) : shardedJobs(workflow)),
  ].join('\n')}\n`;
}

function atomizedJob({ commands, target }: Workflow): readonly string[] {
  return [
    'steadfast-test:',
    '  extends: .steadfast',
    '  stage: test',
    '  script:',
    "    # With Nx Cloud, this spreads the test files over machines: npx nx start-ci-run --distribute-on='4 linux-medium-js'",
    `    - ${commands.exec} nx affected -t ${target}`,
  ];
}

function shardedJobs({ commands, target, shards }: Workflow): readonly string[] {
  return [
    'steadfast-test:',
    '  extends: .steadfast',
    '  stage: test',
    `  parallel: ${shards}`,
    `  cache: { ${CACHE}, policy: pull }`,
    '  script:',
    `    - ${commands.exec} nx affected -t ${target} --shard=$CI_NODE_INDEX/$CI_NODE_TOTAL --events=.steadfast/shard-$CI_NODE_INDEX.ndjson`,
    "  artifacts: { when: always, paths: ['**/.steadfast/shard-*.ndjson'], exclude: ['.nx/**/*'] }",
    '',
    'steadfast-merge:',
    '  extends: .steadfast',
    '  stage: test',
    '  needs: [steadfast-test]',
    '  when: always',
    `  cache: { ${CACHE}, when: always }`,
    '  script:',
    '    - |',
    ...mergeScript(commands.exec).map((line) => `      ${line}`),
    "  artifacts: { when: always, reports: { junit: '**/.steadfast/junit.xml' } }",
  ];
}
