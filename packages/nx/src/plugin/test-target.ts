import type { TargetConfiguration } from 'nx/src/devkit-exports.js';

export const EXECUTOR = '@steadfast/nx:pytest';

/** Files of the workspace that say which packages, and which Python, the tests run with. */
const SHARED_FILES = ['uv.lock', 'poetry.lock', 'pdm.lock', '.python-version'];

/** What Steadfast and pytest write into a project. As inputs they would make every run differ from the last. */
const WRITTEN_BY_RUNS = [
  '.steadfast/**/*',
  '.pytest_cache/**/*',
  '**/__pycache__/**/*',
  '.coverage',
  '.coverage.*',
];

/** The target that runs a project's pytest suite. */
export function testTarget(): TargetConfiguration {
  return {
    executor: EXECUTOR,
    options: {},
    cache: true,
    inputs: inputs(),
    outputs: ['junitxml', 'record', 'events', 'html'].map((option) => `{projectRoot}/{options.${option}}`),
    metadata: {
      technologies: ['pytest'],
      description: 'Runs the pytest suite, one test file per process',
      help: {
        // Not `npx steadfast`, which would fetch somebody else's package where the command is not installed.
        command: 'npx -p @steadfast/cli steadfast --help',
        example: { options: { jobs: 4 }, args: ['-k', 'login'] },
      },
    },
  };
}

function inputs(): NonNullable<TargetConfiguration['inputs']> {
  return [
    'default',
    ...WRITTEN_BY_RUNS.map((pattern) => `!{projectRoot}/${pattern}`),
    '^default',
    ...SHARED_FILES.map((name) => `{workspaceRoot}/${name}`),
    { runtime: process.platform === 'win32' ? 'python --version' : 'python3 --version' },
  ];
}
