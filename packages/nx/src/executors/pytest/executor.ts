import { join } from 'node:path';
import type { ExecutorContext } from 'nx/src/devkit-exports.js';
import { commandWords } from './command-words.js';
import { listenForInterruption } from './interruption.js';
import { keptDurations } from './kept-durations.js';
import { keepOutOfCache } from './unclean-pass.js';
import type { TargetOptions } from './words.js';

/** What Nx hands to the executor besides what the target's own configuration says. */
export interface PytestExecutorOptions {
  /** What was typed behind the name of the target. */
  readonly __unparsed__?: readonly string[];
}

/** What the executor needs of the test runner. */
export type TestRunner = Pick<typeof import('@steadfast/cli'), 'runTests' | 'joinDurations'>;

/** Loads the test runner, which Nx needs for no more than this. */
function loadTestRunner(): Promise<TestRunner> {
  return import('@steadfast/cli');
}

/** pytest's exit code when there is no test at all. */
const NO_TESTS = 5;

/** Runs the tests of a project as `steadfast` would in its folder. Succeeds when that would exit with 0. */
export async function pytestExecutor(
  typed: PytestExecutorOptions,
  context: ExecutorContext,
  load: () => Promise<TestRunner> = loadTestRunner,
): Promise<{ success: boolean }> {
  const options = targetOptions(context);
  const folder = projectFolder(context);
  const args = commandWords(options, typed.__unparsed__ ?? [], context);
  const { runTests, joinDurations } = await load();
  const durations = keptDurations(folder, context.targetName ?? 'test', options, joinDurations);
  await durations.restore();
  using interruption = listenForInterruption();
  let isClean = true;
  const exitCode = await runTests({
    cwd: folder,
    args,
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
    onFinished: ({ flaky, recovered }) => {
      isClean = flaky + recovered === 0;
    },
  });
  await durations.keep();
  if (!isClean && options['cacheFlaky'] !== true) keepOutOfCache(context.root, process.env['NX_TASK_HASH']);
  return { success: exitCode === 0 || (exitCode === NO_TESTS && options['passWithNoTests'] === true) };
}

/**
 * What the project's configuration says. Not what Nx merges from it and the command line: that has lost how things were
 * typed, which matters to pytest.
 */
function targetOptions({ target, configurationName }: ExecutorContext): TargetOptions {
  const configuration = configurationName === undefined ? {} : target?.configurations?.[configurationName];
  return { ...target?.options, ...configuration } as TargetOptions;
}

function projectFolder({ root, projectName, projectsConfigurations }: ExecutorContext): string {
  const project = projectName === undefined ? undefined : projectsConfigurations.projects[projectName];
  if (project === undefined)
    throw new Error(`Nx does not know the project ${projectName ?? '(without a name)'}.`);
  return join(root, project.root);
}
