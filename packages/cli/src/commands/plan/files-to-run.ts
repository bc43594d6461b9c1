import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  isWithin,
  createPlan,
  type Estimate,
  type Plan,
  plannedFiles,
  type PlannedShard,
  type ShardIdentity,
  type TestFile,
} from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { durationText } from '../../terminal/duration-text.js';
import type { CommandContext } from '../command-context.js';
import { ciShard } from './ci-shard.js';
import { readPlan } from './read-plan.js';
import { notify } from '../notify.js';

/** What this run is to run. */
export interface FilesToRun {
  readonly files: readonly TestFile[];
  readonly shard?: ShardIdentity;
}

/**
 * Gives the files their estimates, and picks those of the shard where one is asked for.
 *
 * @throws {UsageError} when there is no such shard.
 */
export async function filesToRun(
  found: readonly TestFile[],
  estimates: readonly Estimate[],
  options: Pick<OptionValues, 'shard' | 'plan'>,
  context: CommandContext,
): Promise<FilesToRun> {
  const { environment } = context;
  if (options.shard === undefined) {
    if (options.plan !== undefined)
      throw new UsageError('--plan says what the shards are; --shard has to say which to run.');
    return { files: withEstimates(found, estimates) };
  }
  const { index, total } = options.shard === 'ci' ? ciShard(environment) : options.shard;
  const plan = options.plan === undefined ? createPlan(estimates, total) : await readPlan(options.plan);
  const shard = plan.shards[index - 1];
  if (shard === undefined || plan.shards.length !== total)
    throw new UsageError(
      `--shard ${index}/${total}: the plan ${options.plan ?? ''} has ${plan.shards.length} shards.`,
    );
  if (options.plan !== undefined) tellDifferences(plan, found, context);
  notify(context, shardText(shard, plan));
  return {
    files: filesOfShard(shard, found, context),
    shard: { index, total, planDigest: plan.digest },
  };
}

function withEstimates(found: readonly TestFile[], estimates: readonly Estimate[]): readonly TestFile[] {
  const known = new Map(
    estimates.map(({ path, estimateMs, basis }) => [path, basis === 'none' ? 0 : estimateMs]),
  );
  return found.map((file) => ({ ...file, estimateMs: known.get(file.path) ?? 0 }));
}

/** A file of the plan that is not found now belongs to the shard as before: that it is missing is what the run has to say. */
function filesOfShard(
  { files }: PlannedShard,
  found: readonly TestFile[],
  { directory }: CommandContext,
): readonly TestFile[] {
  const known = new Map(found.map((file) => [file.path, file]));
  // A plan may come from a stranger: it runs nothing outside of where test files are looked for.
  const folders = [directory, ...new Set(found.map(({ absolutePath }) => dirname(absolutePath)))];
  return files.map(({ path, estimateMs }) => {
    const absolutePath = resolve(directory, path);
    const file = known.get(path) ?? { path, absolutePath };
    if (!known.has(path) && !folders.some((folder) => isWithin(folder, absolutePath)))
      throw new UsageError(
        `the plan names ${path}, which is outside of the project and none of its test files; name its folder to run it`,
      );
    return { ...file, estimateMs };
  });
}

function tellDifferences(plan: Plan, found: readonly TestFile[], context: CommandContext): void {
  const { directory } = context;
  const planned = new Set(plannedFiles(plan).map(({ path }) => path));
  for (const { path } of found)
    if (!planned.has(path)) notify(context, `${path} appeared since the plan was made; no shard runs it`);
  for (const path of planned)
    if (!existsSync(resolve(directory, path))) notify(context, `${path} vanished since the plan was made`);
}

function shardText({ index, files, estimateMs }: PlannedShard, plan: Plan): string {
  const count = plannedFiles(plan).length;
  const which = `shard ${index}/${plan.shards.length} of plan ${plan.digest}`;
  return `${which}: ${files.length} of ${count} files, about ${durationText(estimateMs)}`;
}
