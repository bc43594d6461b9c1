import { reportDurations, type Reporter } from '@steadfast/core';
import type { PytestArguments } from '../../arguments/pytest-arguments.js';
import type { ProjectRequest } from '../read-project.js';
import type { Surroundings } from '../surroundings.js';

/** Options of pytest with which a file does not run all of its tests. */
const NARROWING: ReadonlySet<string> = new Set([
  '-k',
  '-m',
  '--deselect',
  '--last-failed',
  '--stepwise',
  '--collect-only',
  '--setup-only',
  '--setup-plan',
]);

/**
 * Remembers what files took, for later plans; not in a run of some tests only, which would make every file look short. What
 * the project's own `addopts` leave out is never run, so it does not count as left out.
 */
export function rememberDurations(
  { options, origins }: Pick<ProjectRequest, 'options' | 'origins'>,
  { options: words }: PytestArguments,
  { stderr }: Surroundings,
): readonly Reporter[] {
  // The shards that are still to come plan from the same durations as this one; merging their records brings all of them.
  if (options.shard !== undefined && options.plan === undefined) return [];
  if (words.some(({ name, origin }) => origin !== 'addopts' && NARROWING.has(name))) return [];
  const notify = (notice: string): void => void stderr.write(`steadfast: ${notice}\n`);
  return [reportDurations({ path: options.durationsFile, required: origins.has('durationsFile'), notify })];
}
