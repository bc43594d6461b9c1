import {
  availableCpus,
  type Cancellation,
  type Extension,
  selectFiles,
  type ShardIdentity,
  type TestFile,
} from '@steadfast/core';
import {
  type Attachment,
  createExtensions,
  initialPaths,
  planPreload,
  type PreloadPlan,
  type PytestProject,
  takeOver,
  type WholeRun,
} from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { wantsColor } from '../../terminal/color.js';
import type { CommandContext } from '../command-context.js';
import type { ProjectRequest, ProjectSetup } from '../read-project.js';
import { attachmentFor } from './attachment-for.js';
import { terminalStream } from './create-terminal.js';
import { selectSuite } from './select-suite.js';

/** A project of which everything is known that a run needs: nothing has been written or started for it yet. */
export interface PreparedProject {
  readonly request: ProjectRequest;
  readonly setup: ProjectSetup;
  readonly wholeRun: WholeRun;
  /** Whether the terminal shows colours. */
  readonly color: boolean;
  readonly files: readonly TestFile[];
  readonly shard: ShardIdentity | undefined;
  /** There are tests, only none for this shard. */
  readonly isEmptyShard: boolean;
  /** Places that could not be searched: with any of them, a run is not whole. */
  readonly problems: readonly string[];
  /** What a person should know before the run. */
  readonly notices: readonly string[];
  readonly pytest: PytestProject;
  readonly preload: PreloadPlan;
  readonly extensions: readonly Extension[];
  /** The terminal, for the one pytest that has it to itself. */
  readonly attachment: Attachment | undefined;
  /** As many attempts at a time as this project can make use of. */
  readonly slots: number;
}

/**
 * Answers all questions that come before a run: which options, which files, in which order. It changes nothing.
 *
 * @throws {UsageError} for what the user has to put right first.
 */
export async function prepareProject(
  request: ProjectRequest,
  setup: ProjectSetup,
  context: CommandContext,
  cancellation: Cancellation,
): Promise<PreparedProject> {
  const { options, given } = request;
  const { directory } = context;
  const { interpreter, configuration } = setup;
  const wholeRun = takeOver({ directory, configuration, given, options });
  const { discovery, files: found, shard } = await selectSuite(request, setup, context);
  const stream = terminalStream(options, context);
  const color = wantsColor(stream, context.environment, wholeRun.display.color);
  const preload = planPreload(options.preload, directory);
  const pytest = { ...pytestProject(setup, wholeRun, request, directory, color), ...preload.settings };
  const extensions = createExtensions({
    pytest,
    pytestVersion: interpreter.pytestVersion,
    configuration,
    isShard: shard !== undefined,
    stdout: stream,
    warn: (message) => {
      context.stderr.write(`steadfast: ${message}\n`);
    },
  });
  const files = await selectFiles(found, extensions);
  return {
    ...{ request, setup, wholeRun, color, files, shard, pytest, preload, extensions },
    isEmptyShard: shard !== undefined && files.length === 0 && discovery.files.length > 0,
    problems: discovery.problems,
    notices: [...wholeRun.notices, ...discovery.notices, ...discovery.problems],
    attachment: attachmentFor(configuration.arguments, files, options, context, cancellation),
    slots: slotCount(options, files),
  };
}

function slotCount({ jobs }: Pick<OptionValues, 'jobs'>, files: readonly TestFile[]): number {
  const wanted = jobs === 'auto' ? availableCpus() : jobs;
  return Math.max(1, Math.min(wanted, files.length));
}

function pytestProject(
  { interpreter, environment }: ProjectSetup,
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
