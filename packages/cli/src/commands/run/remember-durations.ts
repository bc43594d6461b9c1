import { reportDurations, type Reporter } from '@steadfast/core';
import type { ProjectRequest } from '../read-project.js';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';

/** Remembers what files took, for later plans. */
export function rememberDurations(
  { options, origins }: Pick<ProjectRequest, 'options' | 'origins'>,
  context: CommandContext,
): readonly Reporter[] {
  // The shards that are still to come plan from the same durations as this one; merging their records brings all of them.
  if (options.shard !== undefined && options.plan === undefined) return [];
  return [
    reportDurations({
      path: options.durationsFile,
      required: origins.has('durationsFile'),
      notify: (notice) => {
        notify(context, notice);
      },
    }),
  ];
}
