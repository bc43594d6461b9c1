import type { TargetConfiguration } from 'nx/src/devkit-exports.js';
import type { DeclaredOptions } from './declared-options.js';
import { cachedFolder } from './cached-folder.js';
import { uncleanPassInput } from './unclean-pass.js';
import { REPORT_OPTIONS } from './written-files.js';
import { EXECUTOR } from './executor-name.js';

/** What a target's configuration is made from. */
export interface TargetRequest {
  /** Folder of the project, relative to the workspace. */
  readonly root: string;
  readonly inputs: NonNullable<TargetConfiguration['inputs']>;
  /** What a run writes on purpose, relative to the project. */
  readonly reports: readonly string[];
  readonly targetName: string;
}

/** The target that runs a project's pytest suite. */
export function testTarget({ root, inputs, reports, targetName }: TargetRequest): TargetConfiguration {
  return {
    executor: EXECUTOR,
    options: {},
    cache: true,
    inputs: [...inputs, uncleanPassInput(root, targetName)],
    outputs: [
      ...outputsOf([...reports, cachedFolder(targetName)]),
      // What a configuration of the target says.
      ...REPORT_OPTIONS.map((name) => `{projectRoot}/{options.${name}}`),
    ],
    metadata: metadata('Runs the pytest suite, one test file per process'),
  };
}

/** The target that runs one test file, with the options that the target of all has: a part of the group of CI targets. */
export function fileTarget(
  { root, inputs, targetName }: TargetRequest,
  testFile: string,
  options: DeclaredOptions,
): TargetConfiguration {
  const reports = REPORT_OPTIONS.flatMap((name) => {
    const path = options[name];
    return typeof path === 'string' ? [reportOfFile(path, testFile)] : [];
  });
  return {
    executor: EXECUTOR,
    options: { ...options, testFile },
    cache: true,
    inputs: [...inputs, uncleanPassInput(root, targetName)],
    outputs: outputsOf([...reports, cachedFolder(targetName)]),
    metadata: metadata(`Runs the tests of ${testFile}`),
  };
}

/** The target that stands for all test files of a project; what is typed behind it reaches each of them. */
export function groupTarget(fileTargets: readonly string[]): TargetConfiguration {
  return {
    executor: 'nx:noop',
    dependsOn: fileTargets.map((target) => ({ target, params: 'forward' })),
    metadata: metadata('Runs the pytest suite in CI, a task for each test file'),
  };
}

/** Patterns of the reports that the targets of all test files write. */
export function reportsOfFiles(options: DeclaredOptions): readonly string[] {
  return REPORT_OPTIONS.flatMap((name) => {
    const path = options[name];
    return typeof path === 'string' ? [reportNamed(path, '*')] : [];
  });
}

/** A report of its own for each test file: `junit.xml` of `tests/test_a.py` is `junit.tests-test_a.xml`. */
export function reportOfFile(report: string, testFile: string): string {
  return reportNamed(report, testFile.replace(/\.py$/, '').replace(/[^\w.-]+/g, '-'));
}

function reportNamed(report: string, name: string): string {
  const [, stem = report, extension = ''] = /^(.*?)(\.[^./\\]+)?$/.exec(report) ?? [];
  return `${stem}.${name}${extension}`;
}

function outputsOf(paths: readonly string[]): string[] {
  return paths.map((path) => `{projectRoot}/${path.replace(/^\.\//, '')}`);
}

function metadata(description: string): NonNullable<TargetConfiguration['metadata']> {
  return {
    technologies: ['pytest'],
    description,
    help: {
      // Not `npx steadfast`, which would fetch somebody else's package where the command is not installed.
      command: 'npx -p @steadfast/cli steadfast --help',
      example: { options: { jobs: 4 }, args: ['-k', 'login'] },
    },
  };
}
