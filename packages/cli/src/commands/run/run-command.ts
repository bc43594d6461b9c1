import { Cancellation, type LiveAttempt, run, type TestFile } from '@steadfast/core';
import type { PytestProject } from '@steadfast/pytest';
import type { PytestArguments } from '@steadfast/pytest';
import type { Interpreter } from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { createParts, initialPaths } from '@steadfast/pytest';
import { extendAdapter } from '@steadfast/pytest';
import { showOnly } from '@steadfast/pytest';
import { takeOver, type WholeRun } from '@steadfast/pytest';
import type { WholeRunPart } from '@steadfast/pytest';
import { type Project, type ProjectRequest, readProject } from '../read-project.js';
import { wantsColor } from '../../terminal/color.js';
import type { CommandContext } from '../command-context.js';
import { VERSION } from '../version.js';
import { attachmentFor } from './attachment-for.js';
import { availableCpus } from '@steadfast/core';
import { createAdapter } from '@steadfast/pytest';
import { createTerminal, terminalStream } from './create-terminal.js';
import { finishRun } from './finish-run.js';
import { isFiltered } from '@steadfast/pytest';
import { planPreload } from '@steadfast/pytest';
import { rememberDurations } from './remember-durations.js';
import { createReporters } from './reporters.js';
import { runPolicy } from './run-policy.js';
import { selectSuite } from './select-suite.js';

/** `steadfast run`: finds the files, runs them, reports, and gives the exit code. */
export async function runCommand(
  request: ProjectRequest,
  context: CommandContext,
  cancellation = new Cancellation(),
): Promise<number> {
  const { options, given } = request;
  const { directory } = context;
  const project = await readProject(request, context);
  const { interpreter, environment, configuration } = project;
  const wholeRun = takeOver({ directory, configuration, given, options });
  if (wholeRun.showsOnly) return showPytest(interpreter, environment, given, context, cancellation);

  const suite = await selectSuite(request, project, context);
  const warn = (message: string): void => {
    tell([message], context);
  };
  const color = wantsColor(terminalStream(options, context), context.environment, wholeRun.display.color);
  const preload = planPreload(options.preload, directory);
  const pytest = { ...pytestProject(project, wholeRun, request, directory, color), ...preload.settings };
  const parts = createParts({
    pytest,
    pytestVersion: interpreter.pytestVersion,
    configuration,
    isShard: suite.shard !== undefined,
    stdout: terminalStream(options, context),
    warn,
  });
  const files = await selectFiles(suite.files, parts);
  const attachment = attachmentFor(configuration.arguments, files, options, context, cancellation);
  const reporters = [
    ...(await createReporters(
      { ...options, junitxml: wholeRun.junitxml },
      configuration.settings.junit,
      context,
    )),
    ...rememberDurations(request, context),
  ];
  const live = new Map<string, LiveAttempt>();
  const terminal = createTerminal({
    options,
    color,
    durations: wholeRun.durations,
    context,
    live,
    isShared: attachment !== undefined,
  });
  tell([...wholeRun.notices, ...suite.discovery.notices, ...suite.discovery.problems], context);

  const slots = slotCount(options, files, parts);
  const result = await run({
    root: directory,
    files,
    adapter: extendAdapter(
      createAdapter(pytest, { isolation: options.isolation, slots, attachment }),
      parts.flatMap(({ attempts }) => attempts ?? []),
    ),
    slots,
    policy: runPolicy({ ...options, maxfail: wholeRun.maxfail }, files.length, attachment !== undefined),
    listeners: [...reporters, ...parts, terminal].flatMap(({ listen }) => listen ?? []),
    cancellation: attachment?.cancellation ?? cancellation,
    ...(suite.shard === undefined ? {} : { shard: suite.shard }),
    filtered: isFiltered(configuration.arguments),
    live,
    tools: toolsOf(interpreter),
  });
  await preload.learn();
  return finishRun(result, { parts, reporters, terminal }, { ...suite, files }, context);
}

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
  { given }: ProjectRequest,
  root: string,
  color: boolean,
): PytestProject {
  return {
    root,
    python: interpreter.executable,
    runPaths: initialPaths(given.paths, root),
    pytestOptions: words.options,
    environment: {
      ...environment,
      PYTEST_ADDOPTS: words.pytestAddopts ?? environment['PYTEST_ADDOPTS'],
      // Assertions are explained as on a terminal that shows colours; see `rendering.py`.
      ...(color ? { STEADFAST_COLOR: '1' } : {}),
    },
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

function tell(lines: readonly string[], { stderr }: CommandContext): void {
  for (const line of lines) stderr.write(`steadfast: ${line}\n`);
}

function showPytest(
  { executable }: Interpreter,
  environment: CommandContext['environment'],
  { options, paths }: PytestArguments,
  { directory, stdout, stderr }: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  const words = [...options.flatMap((option) => option.words), ...paths];
  return showOnly({ python: executable, directory, words, environment, stdout, stderr, cancellation });
}
