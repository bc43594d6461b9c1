import { join } from 'node:path';
import type { ExecutorContext } from 'nx/src/devkit-exports.js';
import { noteUncleanPass } from '../../plugin/unclean-pass.js';
import type { TargetOptions } from './words.js';

/**
 * What the project's configuration says. Not what Nx merges from it and the command line: that has lost how things were
 * typed, which matters to pytest.
 */
export function targetOptions({ target, configurationName }: ExecutorContext): TargetOptions {
  const configuration = configurationName === undefined ? {} : target?.configurations?.[configurationName];
  return { ...target?.options, ...configuration } as TargetOptions;
}

/** Absolute path of the project. */
export function projectFolder(context: ExecutorContext): string {
  return join(context.root, projectRoot(context));
}

/** Keeps a pass that needed another try from being used again. */
export function noteUnclean(context: ExecutorContext): void {
  const { root, targetName } = context;
  if (targetName !== undefined) noteUncleanPass(root, projectRoot(context), targetName);
}

function projectRoot({ projectName, projectsConfigurations }: ExecutorContext): string {
  const project = projectName === undefined ? undefined : projectsConfigurations.projects[projectName];
  if (project === undefined)
    throw new Error(`Nx does not know the project ${projectName ?? '(without a name)'}.`);
  return project.root;
}
