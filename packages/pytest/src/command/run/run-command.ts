import {
  Cancellation,
  EXIT_CODE,
  type LiveAttempt,
  type ReportFate,
  type Reporter,
  run,
  type RunResult,
  type TestFile,
} from '@steadfast/core';
import type { PytestProject } from '../../adapter/launcher.js';
import type { PytestArguments } from '../../arguments/pytest-arguments.js';
import type { Discovery } from '../../discovery/discover-files.js';
import type { Interpreter } from '../../interpreter/find-interpreter.js';
import type { OptionValues } from '../../options/option-table.js';
import { createParts } from '../../whole-run/create-parts.js';
import { extendAdapter } from '../../whole-run/extended-adapter.js';
import { showOnly } from '../../whole-run/show-only.js';
import { takeOver } from '../../whole-run/whole-run.js';
import { estimateFilesOf } from '../plan/estimate-files-of.js';
import { filesToRun } from '../plan/files-to-run.js';
import { findFiles, type ProjectRequest, readProject } from '../read-project.js';
import type { Surroundings } from '../surroundings.js';
import { VERSION } from '../version.js';
import { availableCpus } from './available-cpus.js';
import { createAdapter } from './create-adapter.js';
import { createTerminal } from './create-terminal.js';
import { planPreload } from './plan-preload.js';
import { rememberDurations } from './remember-durations.js';
import { createReporters } from './reporters.js';
import { runPolicy } from './run-policy.js';

/** `steadfast run`: finds the files, runs them, reports, and gives the exit code. */
export async function runCommand(
  request: ProjectRequest,
  surroundings: Surroundings,
  cancellation = new Cancellation(),
): Promise<number> {
  const { options, given } = request;
  const { directory } = surroundings;
  const project = await readProject(request, surroundings);
  const { interpreter, environment, configuration } = project;
  const wholeRun = takeOver({ directory, configuration, given, options });
  if (wholeRun.showsOnly) return showPytest(interpreter, environment, given, surroundings, cancellation);

  const discovery = await findFiles(request, project, directory);
  const estimates = await estimateFilesOf({ discovery, configuration }, options, surroundings);
  const selected = await filesToRun(discovery.files, estimates, options, surroundings);
  const warn = (message: string): void => {
    tell([message], surroundings);
  };
  const parts = createParts({ directory, configuration, environment, warn });
  const files = parts.reduce((all, part) => part.selectFiles?.(all) ?? all, selected.files);
  const reporters = [
    ...(await createReporters(
      { ...options, junitxml: wholeRun.junitxml },
      configuration.settings.junit,
      surroundings,
    )),
    ...rememberDurations(request, configuration.arguments, surroundings),
  ];
  const live = new Map<string, LiveAttempt>();
  const terminal = createTerminal(options, wholeRun.durations, surroundings, live);
  tell([...wholeRun.notices, ...discovery.notices, ...discovery.problems], surroundings);

  const slots = slotCount(options, files);
  const preload = planPreload(options, directory);
  const pytest: PytestProject = {
    root: directory,
    python: interpreter.executable,
    pytestOptions: wholeRun.words.options,
    environment: {
      ...environment,
      PYTEST_ADDOPTS: wholeRun.words.pytestAddopts ?? environment['PYTEST_ADDOPTS'],
    },
    ...preload.settings,
  };
  const result = await run({
    root: directory,
    files,
    adapter: extendAdapter(
      createAdapter(pytest, options.isolation, slots),
      parts.flatMap(({ attempts }) => attempts ?? []),
    ),
    slots,
    policy: runPolicy({ ...options, maxfail: wholeRun.maxfail }, files.length),
    listeners: [...reporters, ...parts, terminal].flatMap(({ listen }) => listen ?? []),
    cancellation,
    ...(selected.shard === undefined ? {} : { shard: selected.shard }),
    live,
    tools: toolsOf(interpreter),
  });
  await preload.learn();
  const isEmptyShard = selected.shard !== undefined && files.length === 0 && discovery.files.length > 0;
  let exitCode = isEmptyShard ? EXIT_CODE.passed : result.exitCode;
  for (const part of parts) exitCode = (await part.finish?.(exitCode)) ?? exitCode;
  const fates = await finishReports(reporters);
  terminal.finish(fates);
  return exitCodeWith({ ...result, exitCode }, fates, discovery, surroundings);
}

function slotCount({ jobs }: Pick<OptionValues, 'jobs'>, files: readonly TestFile[]): number {
  const wanted = jobs === 'auto' ? availableCpus() : jobs;
  return Math.max(1, Math.min(wanted, files.length));
}

function toolsOf({ pythonVersion, pytestVersion }: Interpreter): Record<string, string> {
  return {
    steadfast: VERSION,
    node: process.versions.node,
    python: pythonVersion,
    pytest: pytestVersion,
  };
}

function tell(lines: readonly string[], { stderr }: Surroundings): void {
  for (const line of lines) stderr.write(`steadfast: ${line}\n`);
}

function showPytest(
  { executable }: Interpreter,
  environment: Surroundings['environment'],
  { options, paths }: PytestArguments,
  { directory, stdout, stderr }: Surroundings,
  cancellation: Cancellation,
): Promise<number> {
  const words = [...options.flatMap((option) => option.words), ...paths];
  return showOnly({ python: executable, directory, words, environment, stdout, stderr, cancellation });
}

async function finishReports(reporters: readonly Reporter[]): Promise<readonly ReportFate[]> {
  const fates = await Promise.all(reporters.map((reporter) => reporter.finish()));
  return fates.flat();
}

/** A run whose reports or files are not all there is never green, whatever its tests say. */
function exitCodeWith(
  { exitCode, listenerErrors }: RunResult,
  fates: readonly ReportFate[],
  { problems }: Discovery,
  { stderr }: Surroundings,
): number {
  for (const error of listenerErrors)
    stderr.write(`steadfast: a reporter failed: ${error.stack ?? error.message}\n`);
  const incomplete =
    listenerErrors.length > 0 || fates.some(({ kind }) => kind === 'failed') || problems.length > 0;
  return incomplete ? EXIT_CODE.internalError : exitCode;
}
