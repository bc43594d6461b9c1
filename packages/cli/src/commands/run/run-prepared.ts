import {
  type Cancellation,
  type CoverageWords,
  EXIT_CODE,
  type FileSource,
  type Project,
  type ProjectResult,
  runProjects,
  type SlotPool,
} from '@steadfast/core';
import { coverageRequest, createAdapter, type Interpreter, isFiltered } from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';
import { VERSION } from '../version.js';
import { finishProject } from './finish-project.js';
import { openReporting, type Reporting } from './open-reporting.js';
import type { PreparedProject } from './prepare-project.js';
import { runPolicy } from './run-policy.js';

/** A project that is to run, with the world that it is told about in. */
export interface ProjectToRun {
  /** Names the project; unique in the run. */
  readonly id: string;
  readonly prepared: PreparedProject;
  readonly context: CommandContext;
  /** Where its files are claimed from; its own list when absent. */
  readonly source?: FileSource;
  /** The most attempts of this project at the same time; those of the run when absent. */
  readonly ownSlots?: number;
  /** Called with its exit code when all of it is over and written. */
  readonly onFinished?: (exitCode: number) => void;
}

/** How projects run together. */
export interface RunTogether {
  readonly slots: number | SlotPool;
  readonly cancellation: Cancellation;
  readonly runId?: string;
}

/**
 * Runs projects as one schedule, writes the reports of each as soon as its last file is over, and resolves to their exit codes,
 * in order.
 *
 * @throws {UnwritableReport} before any test has run.
 */
export async function runPrepared(
  projects: readonly ProjectToRun[],
  { slots, cancellation, runId }: RunTogether,
): Promise<readonly number[]> {
  const open = new Map<string, { readonly project: ProjectToRun; readonly reporting: Reporting }>();
  for (const project of projects) {
    const { id, prepared, context } = project;
    open.set(id, { project, reporting: await openReporting(prepared, context, cancellation.suspension) });
    for (const notice of prepared.notices) notify(context, notice);
  }
  const exitCodes = new Map<string, number>();
  await runProjects(
    [...open.values()].map(({ project, reporting }) => projectOf(project, reporting)),
    {
      slots,
      cancellation,
      ...(runId !== undefined && { runId }),
      onProjectFinished: async (result: ProjectResult) => {
        const found = open.get(result.project);
        if (found === undefined) return;
        const { project, reporting } = found;
        const exitCode = await finishProject(result, project.prepared, reporting, project.context);
        exitCodes.set(result.project, exitCode);
        project.onFinished?.(exitCode);
      },
    },
  );
  return projects.map(({ id }) => exitCodes.get(id) ?? EXIT_CODE.internalError);
}

function projectOf(
  { id, prepared, context, source, ownSlots }: ProjectToRun,
  { reporters, terminal, live }: Reporting,
): Project {
  const { request, setup, wholeRun, files, shard, pytest, extensions, attachment } = prepared;
  const { isolation } = request.options;
  const options = { ...request.options, maxfail: wholeRun.maxfail };
  const coverage = coverageRequest(setup.configuration.arguments);
  return {
    ...{ id, files, extensions, live },
    ...(source !== undefined && { source }),
    root: context.directory,
    ...(ownSlots === undefined ? {} : { ownSlots }),
    adapter: createAdapter(pytest, { isolation, attachment }),
    policy: runPolicy(options, files.length, attachment !== undefined),
    listeners: [...reporters, terminal].map(({ listen }) => listen),
    ...(attachment === undefined ? {} : { cancellation: attachment.cancellation }),
    ...(shard === undefined ? {} : { shard }),
    mayBeEmpty: prepared.mayBeEmpty,
    filtered: isFiltered(setup.configuration.arguments) || prepared.isReduced,
    ...(coverage !== undefined && { coverage: wordsOf(coverage) }),
    tools: toolsOf(setup.interpreter),
  };
}

function wordsOf({ measuring, reporting }: CoverageWords): CoverageWords {
  return { measuring, reporting };
}

function toolsOf({ pythonVersion, pytestVersion }: Interpreter): Record<string, string> {
  return {
    steadfast: VERSION,
    node: process.versions.node,
    python: pythonVersion,
    pytest: pytestVersion,
  };
}
