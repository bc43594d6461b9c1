import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from 'nx/src/devkit-exports.js';
import type { runTests } from '@steadfast/cli';
import { listenForInterruption } from './interruption.js';
import { type TargetOptions, wordsOf } from './words.js';

/** What Nx hands to the executor besides what the target's own configuration says. */
export interface PytestExecutorOptions {
  /** What was typed behind the name of the target. */
  readonly __unparsed__?: readonly string[];
}

type RunTests = typeof runTests;

/** Loads the test runner, which Nx needs for no more than this. */
async function loadRunTests(): Promise<RunTests> {
  return (await import('@steadfast/cli')).runTests;
}

/** Runs the tests of a project as `steadfast` would in its folder. Succeeds when that would exit with 0. */
export async function pytestExecutor(
  options: PytestExecutorOptions,
  context: ExecutorContext,
  load: () => Promise<RunTests> = loadRunTests,
): Promise<{ success: boolean }> {
  const args = [...wordsOf(targetOptions(context), knownOptions()), ...(options.__unparsed__ ?? [])];
  const run = await load();
  using interruption = listenForInterruption();
  const exitCode = await run({
    cwd: projectFolder(context),
    args,
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
  });
  return { success: exitCode === 0 };
}

/**
 * What the project's configuration says. Not what Nx merges from it and the command line: that has lost how things were
 * typed, which matters to pytest.
 */
function targetOptions({ target, configurationName }: ExecutorContext): TargetOptions {
  const configuration = configurationName === undefined ? {} : target?.configurations?.[configurationName];
  return { ...target?.options, ...configuration } as TargetOptions;
}

const SCHEMA = join(import.meta.dirname, '../../../src/executors/pytest/schema.json');

function knownOptions(): string[] {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { readonly properties: object };
  return Object.keys(schema.properties);
}

function projectFolder({ root, projectName, projectsConfigurations }: ExecutorContext): string {
  const project = projectName === undefined ? undefined : projectsConfigurations.projects[projectName];
  if (project === undefined)
    throw new Error(`Nx does not know the project ${projectName ?? '(without a name)'}.`);
  return join(root, project.root);
}
