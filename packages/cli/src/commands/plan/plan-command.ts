import { resolve } from 'node:path';
import {
  adviseShardCount,
  createPlan,
  EXIT_CODE,
  type Estimate,
  githubMatrix,
  type Plan,
  plannedFiles,
  planText,
  writeReport,
} from '@steadfast/core';
import { countTestsOfFile, UsageError } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { durationText } from '../../terminal/duration-text.js';
import { findFiles, type ProjectRequest, readProject } from '../read-project.js';
import type { CommandContext } from '../command-context.js';
import { estimateFilesOf, type Suite } from './estimate-files-of.js';
import { planTable } from './plan-table.js';
import { readPlan } from './read-plan.js';
import { notify } from '../notify.js';

/** `steadfast plan`: distributes the suite over shards, or shows a plan that was made before. */
export async function planCommand(request: ProjectRequest, context: CommandContext): Promise<number> {
  const { options } = request;
  if ((options.shards === undefined) === (options.plan === undefined))
    throw new UsageError('steadfast plan needs either --shards, N or auto, or --plan, a plan to show.');
  const project = await readProject(request, context);
  const discovery = await findFiles(request, project, context.directory);
  for (const line of [...discovery.notices, ...discovery.problems]) notify(context, line);
  const suite = { discovery, configuration: project.configuration };
  const plan =
    options.plan === undefined ? await makePlan(suite, options, context) : await readPlan(options.plan);
  const text = formatPlan(plan, suite, options, context);
  if (!(await write(text, options, context)) || discovery.problems.length > 0) return EXIT_CODE.internalError;
  return plannedFiles(plan).length === 0 ? EXIT_CODE.noTests : EXIT_CODE.passed;
}

async function makePlan(suite: Suite, options: OptionValues, context: CommandContext): Promise<Plan> {
  const estimates = await estimateFilesOf(suite, options, context);
  tellWhatIsGuessed(estimates, context);
  return createPlan(estimates, shardCount(estimates, options, context));
}

function shardCount(
  estimates: readonly Estimate[],
  { shards, target, jobs }: OptionValues,
  context: CommandContext,
): number {
  if (typeof shards === 'number') return shards;
  // The CPUs of this machine say nothing about those of the shards'.
  const slots = jobs === 'auto' ? 1 : jobs;
  const { count, makespanMs, reachesTarget } = adviseShardCount(estimates, { targetMs: target, slots });
  const what = `${count} ${count === 1 ? 'shard' : 'shards'}, the largest takes ${durationText(makespanMs)}`;
  const limit = `more would not help: its longest file takes longer than the target of ${durationText(target)}`;
  notify(context, `${what}${reachesTarget ? '' : `; ${limit}`}`);
  return count;
}

function tellWhatIsGuessed(estimates: readonly Estimate[], context: CommandContext): void {
  const guessed = estimates.filter(({ basis }) => basis !== 'history').length;
  if (guessed > 0)
    notify(
      context,
      `${guessed} of ${estimates.length} files have no recorded duration; their number of tests stands in for it`,
    );
}

function formatPlan(
  plan: Plan,
  { configuration }: Suite,
  { format }: OptionValues,
  { directory }: CommandContext,
): string {
  switch (format) {
    case 'text':
      return `${planTable(plan, (path) => countTestsOfFile(resolve(directory, path), configuration.settings))}\n`;
    case 'json':
      return planText(plan);
    case 'github-matrix':
      // On one line, as $GITHUB_OUTPUT wants it.
      return `${JSON.stringify(matrixOf(plan))}\n`;
  }
}

function matrixOf(plan: Plan): ReturnType<typeof githubMatrix> {
  try {
    return githubMatrix(plan);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message, { cause: error }) : error;
  }
}

async function write(text: string, { output }: OptionValues, context: CommandContext): Promise<boolean> {
  if (output === undefined) {
    context.stdout.write(text);
    return true;
  }
  const fate = await writeReport('plan', output, text);
  if (fate.kind === 'failed') notify(context, `the plan could not be written to ${output}: ${fate.message}`);
  return fate.kind === 'written';
}
