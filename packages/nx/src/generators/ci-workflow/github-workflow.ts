import type { Workflow } from './generator.js';
import { mergeScript } from './workspace-commands.js';

const DURATIONS = "'**/.steadfast/durations.json'";

/** A workflow for GitHub Actions. */
export function githubWorkflow(workflow: Workflow): string {
  const { shards } = workflow;
  return `${[
    'name: Test',
    'on:',
    '  push: { branches: [main] }',
    '  pull_request:',
    '',
    '# What a change affects: since the branch of a pull request, or the last push.',
    'env:',
    '  NX_BASE: ${{ github.event.pull_request.base.sha || github.event.before }}',
    '  NX_HEAD: ${{ github.sha }}',
    '',
    'jobs:',
    ...(shards === 0 ? atomizedJob(workflow) : shardedJobs(workflow)),
  ].join('\n')}\n`;
}

function atomizedJob({ commands, target }: Workflow): readonly string[] {
  return [
    '  test:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    ...setUp(commands),
    "      # With Nx Cloud, this spreads the test files over machines: npx nx start-ci-run --distribute-on='4 linux-medium-js'",
    `      - run: ${commands.exec} nx affected -t ${target}`,
  ];
}

function shardedJobs({ commands, target, shards }: Workflow): readonly string[] {
  const numbers = Array.from({ length: shards }, (_, index) => index + 1).join(', ');
  const shard = '${{ matrix.shard }}';
  return [
    '  test:',
    '    runs-on: ubuntu-latest',
    `    strategy: { fail-fast: false, matrix: { shard: [${numbers}] } }`,
    '    steps:',
    ...setUp(commands),
    ...restoreDurations(),
    `      - run: ${commands.exec} nx affected -t ${target} --shard=${shard}/${shards} --events=.steadfast/shard-${shard}.ndjson`,
    '      # Also when tests failed: merge tells of all shards.',
    '      - if: always()',
    '        uses: actions/upload-artifact@v4',
    '        with:',
    `          name: steadfast-${shard}`,
    '          # The first of them keeps the folders of the projects.',
    '          path: |\n            nx.json\n            **/.steadfast/shard-*.ndjson\n            !.nx/**',
    '          include-hidden-files: true',
    '          overwrite: true',
    '',
    '  merge:',
    '    needs: test',
    "    if: always() && needs.test.result != 'cancelled'",
    '    runs-on: ubuntu-latest',
    '    steps:',
    ...setUp(commands),
    ...restoreDurations(),
    '      - uses: actions/download-artifact@v4',
    '        with: { pattern: steadfast-*, merge-multiple: true }',
    '      - run: |',
    ...mergeScript(commands.exec).map((line) => `          ${line}`),
    '      - if: always()',
    '        uses: actions/upload-artifact@v4',
    "        with: { name: junit, path: '**/.steadfast/junit.xml', include-hidden-files: true, overwrite: true }",
    '      - if: always()',
    '        uses: actions/cache/save@v4',
    `        with: { path: ${DURATIONS}, key: 'steadfast-durations-\${{ github.run_id }}-\${{ github.run_attempt }}' }`,
  ];
}

function setUp({ installNode, installPython }: Workflow['commands']): readonly string[] {
  return [
    '      - uses: actions/checkout@v4',
    '        with: { fetch-depth: 0 }',
    '      - uses: actions/setup-node@v4',
    '        with: { node-version: 22 }',
    '      - uses: actions/setup-python@v5',
    "        with: { python-version: '3.13' }",
    `      - run: ${installNode}`,
    `      - run: ${installPython}`,
  ];
}

function restoreDurations(): readonly string[] {
  return [
    '      - uses: actions/cache/restore@v4',
    '        with:',
    `          path: ${DURATIONS}`,
    '          key: steadfast-durations-${{ github.run_id }}-${{ github.run_attempt }}',
    '          restore-keys: steadfast-durations-',
  ];
}
