import { resolve } from 'node:path';
import { type Estimate, estimateFiles, expectedDurations, readDurations } from '@steadfast/core';
import { countTestsOfFile, type Discovery } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import type { ProjectSetup } from '../read-project.js';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';

/** The test files of a project. */
export interface Suite extends Pick<ProjectSetup, 'configuration'> {
  readonly discovery: Discovery;
}

/** Estimates what every file of a suite takes, from earlier runs and the number of its tests. */
export async function estimateFilesOf(
  { discovery, configuration }: Suite,
  { durationsFile }: Pick<OptionValues, 'durationsFile'>,
  context: CommandContext,
): Promise<readonly Estimate[]> {
  const { directory } = context;
  const { durations, notices } = await readDurations(durationsFile);
  for (const notice of notices) notify(context, notice);
  return estimateFiles(
    discovery.files.map(({ path }) => path),
    {
      durations: expectedDurations(durations),
      countTests: (path) => countTestsOfFile(resolve(directory, path), configuration.settings),
    },
  );
}
