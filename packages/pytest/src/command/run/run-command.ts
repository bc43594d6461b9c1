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
import { takeOver, type WholeRun } from '../../whole-run/whole-run.js';
import type { WholeRunPart } from '../../whole-run/whole-run-part.js';
import { estimateFilesOf } from '../plan/estimate-files-of.js';
import { filesToRun } from '../plan/files-to-run.js';
import { findFiles, type Project, type ProjectRequest, readProject } from '../read-project.js';
import type { Surroundings } from '../surroundings.js';
import { VERSION } from '../version.js';
import { attachmentFor } from './attachment-for.js';
import { availableCpus } from './available-cpus.js';
import { createAdapter } from './create-adapter.js';
import { createTerminal } from './create-terminal.js';
import { isNarrowed } from './is-narrowed.js';
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
  const preload = planPreload(options, directory);
  const pytest = { ...pytestProject(project, wholeRun, directory), ...preload.settings };
  const parts = createParts({
    pytest,
    pytestVersion: interpreter.pytestVersion,
    configuration,
    isShard: selected.shard !== undefined,
    stdout: options.events === '-' ? surroundings.stderr : surroundings.stdout,
    warn,
  });
  const files = await selectFiles(selected.files, parts);
  const attachment = attachmentFor(configuration.arguments, files, options, surroundings, cancellation);
  const reporters = [
    ...(await createReporters(
      { ...options, junitxml: wholeRun.junitxml },
      configuration.settings.junit,
      surroundings,
    )),
    ...rememberDurations(request, surroundings),
  ];
  const live = new Map<string, LiveAttempt>();
  const terminal = createTerminal({
    options,
    durations: wholeRun.durations,
    surroundings,
    live,
    isShared: attachment !== undefined,
  });
  tell([...wholeRun.notices, ...discovery.notices, ...discovery.problems], surroundings);

  const slots = slotCount(options, files, parts);
  const result = await run({
    root: directory,
    files,
    adapter: extendAdapter(
      createAdapter(pytest, { isolation: options.isolation, slots, attachment }),
      parts.flatMap(({ attempts }) => attempts ?? []),
    ),
    slots,
    policy: runPolicy(
      {
        ...options,
        maxfail: wholeRun.maxfail,
        ...(attachment === undefined ? {} : { fileTimeout: LONGEST_TIMEOUT_MS }),
      },
      files.length,
    ),
    listeners: [...reporters, ...parts, terminal].flatMap(({ listen }) => listen ?? []),
    cancellation: attachment?.cancellation ?? cancellation,
    ...(selected.shard === undefined ? {} : { shard: selected.shard }),
    narrowed: isNarrowed(configuration.arguments),
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

/** What a timer can hold; a person at a debugger has time. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

function slotCount(
  { jobs }: Pick<OptionValues, 'jobs'>,
  files: readonly TestFile[],
  parts: readonly WholeRunPart[],
): number {
  const wanted = jobs === 'auto' ? availableCpus() : jobs;
  return Math.max(1, Math.min(wanted, files.length, ...parts.flatMap(({ slots }) => slots ?? [])));
}

function pytestProject(
  { interpreter, environment }: Project,
  { words }: WholeRun,
  root: string,
): PytestProject {
  return {
    root,
    python: interpreter.executable,
    pytestOptions: words.options,
    environment: { ...environment, PYTEST_ADDOPTS: words.pytestAddopts ?? environment['PYTEST_ADDOPTS'] },
  };
}

async function selectFiles(
  files: readonly TestFile[],
  parts: readonly WholeRunPart[],
): Promise<readonly TestFile[]> {
  let selected = files;
  for (const part of parts) selected = (await part.selectFiles?.(selected)) ?? selected;
  return selected;
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
