import type * as steadfast from '@steadfast/cli';
import type { ExecutorContext } from 'nx/src/devkit-exports.js';
import { commandWords } from './command-words.js';
import { listenForInterruption } from './interruption.js';
import { keptDurations } from './kept-durations.js';
import { isCacheable, isSuccess } from './success.js';
import { noteUnclean, projectFolder, targetOptions } from './target-context.js';

/** What Nx hands to the executor besides what the target's own configuration says. */
export interface PytestExecutorOptions {
  /** What was typed behind the name of the target. */
  readonly __unparsed__?: readonly string[];
}

/** What the executor needs of the test runner. */
export type TestRunner = Pick<typeof steadfast, 'runTests' | 'joinDurations'>;

/** Loads the test runner, which Nx needs for no more than this. */
function loadTestRunner(): Promise<TestRunner> {
  return import('@steadfast/cli');
}

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
  let isKept = true;
  const exitCode = await runTests({
    cwd: folder,
    args,
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
    onFinished: (verdicts) => {
      isKept = isCacheable(verdicts, options);
    },
  });
  await durations.keep();
  if (!isKept) noteUnclean(context);
  return { success: isSuccess(exitCode, options) };
}
