import type { ShardIdentity, TestFile } from '@steadfast/core';
import type { Discovery } from '@steadfast/pytest';
import { estimateFilesOf } from '../plan/estimate-files-of.js';
import { filesToRun } from '../plan/files-to-run.js';
import { findFiles, type ProjectSetup, type ProjectRequest } from '../read-project.js';
import type { CommandContext } from '../command-context.js';

/** What of the project's tests a run is about. */
export interface SelectedSuite {
  readonly discovery: Discovery;
  /** All files, or those of the wanted shard, with what they are expected to take. */
  readonly files: readonly TestFile[];
  readonly shard: ShardIdentity | undefined;
}

/**
 * Finds the test files, and those of them that are to run here.
 *
 * @throws {UsageError} for a path, an override or a shard that cannot be understood.
 */
export async function selectSuite(
  request: ProjectRequest,
  project: ProjectSetup,
  context: CommandContext,
): Promise<SelectedSuite> {
  const { options } = request;
  const { configuration } = project;
  const discovery = await findFiles(request, project, context.directory);
  const estimates = await estimateFilesOf({ discovery, configuration }, options, context);
  const { files, shard } = await filesToRun(discovery.files, estimates, options, context);
  return { discovery, files, shard };
}
