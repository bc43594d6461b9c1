import {
  availableCpus,
  type Cancellation,
  type Extension,
  fairShare,
  partsOf,
  selectFiles,
  type ShardIdentity,
  type TestFile,
} from '@steadfast/core';
import {
  type Attachment,
  changedExtension,
  chooseWorkerIds,
  createExtensions,
  isFiltered,
  type Discovery,
  OverlookedFiles,
  OverwrittenFiles,
  RefusedOption,
  planPreload,
  type PreloadPlan,
  type PytestConfiguration,
  type PytestProject,
  RECORD_READS,
  recordsReads,
  takeOver,
  type WholeRun,
} from '@steadfast/pytest';
import type { OptionValues } from '../../options/option-table.js';
import { wantsColor } from '../../terminal/color.js';
import type { CommandContext } from '../command-context.js';
import { type ProjectRequest, type ProjectSetup, pytestProject } from '../read-project.js';
import { assertPathsExist } from './assert-paths-exist.js';
import { attachmentFor } from './attachment-for.js';
import { allSpellings } from '../../options/steadfast-vocabulary.js';
import { suggestion } from '../../options/suggestion.js';
import { terminalStream } from './create-terminal.js';
import { projectServices } from './project-services.js';
import { selectSuite } from './select-suite.js';
import { selectionText } from './selection-text.js';
import { notify } from '../notify.js';
import { workerIdsNotices } from './worker-ids-text.js';

/** A project of which everything is known that a run needs: nothing has been written or started for it yet. */
export interface PreparedProject {
  readonly request: ProjectRequest;
  readonly setup: ProjectSetup;
  readonly wholeRun: WholeRun;
  /** Whether the terminal shows colours. */
  readonly color: boolean;
  readonly files: readonly TestFile[];
  readonly shard: ShardIdentity | undefined;
  /** There are tests, only none for this shard, or none that a change reaches. */
  readonly mayBeEmpty: boolean;
  /** Files were left out that no change reaches: this is no whole run. */
  readonly isReduced: boolean;
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
  await assertPathsExist(discovery.files, directory);
  const stream = terminalStream(options, context);
  const color = wantsColor(stream, context.environment, wholeRun.display.color);
  const preload = planPreload(options.preload, directory);
  const warn = (message: string): void => {
    notify(context, message);
  };
  const plain = {
    ...pytestProject(setup, wholeRun, given, directory, attemptVariables(request, directory, color)),
    ...preload.settings,
  };
  const notices: string[] = [];
  const changed = changedExtensions(request, setup, context, notices);
  const overlooked = new OverlookedFiles({ pytest: plain, discovery, warn });
  const overwritten = new OverwrittenFiles(warn);
  const pytest = {
    ...plain,
    onCollectors: overlooked.add,
    onWritten: overwritten.add,
    wantsJunit: wholeRun.junitxml !== undefined,
  };
  const workerIds = chooseWorkerIds(options.workerIds, interpreter.plugins);
  const services = projectServices(request, setup);
  const created = createExtensions({
    pytest,
    hasWorkerIds: workerIds.kind === 'given',
    pytestVersion: interpreter.pytestVersion,
    configuration,
    isShard: shard !== undefined,
    stdout: stream,
    warn,
  });
  const refused = new RefusedOption(
    (reason) => {
      cancellation.giveUp(reason);
    },
    (option) => suggestion(option, allSpellings()),
  );
  const extensions = [...created, refused, overlooked, overwritten, ...services.extensions];
  const reached = await selectFiles(found, changed);
  const selected = services.withIsolation(await selectFiles(reached, extensions));
  const attachment = attachmentFor(configuration.arguments, selected, options, context, cancellation);
  // Only one process at a time can have the terminal.
  const files = attachment === undefined ? selected : selected.map((file) => ({ ...file, split: 1 }));
  const isReduced = reached.length < found.length;
  return {
    ...{ request, setup, wholeRun, color, files, shard, pytest, preload },
    extensions: [...changed, ...extensions],
    isReduced,
    mayBeEmpty: files.length === 0 && discovery.files.length > 0 && (shard !== undefined || isReduced),
    problems: discovery.problems,
    notices: [
      ...notices,
      ...workerIdsNotices(workerIds),
      ...wholeRun.notices,
      ...discovery.notices,
      ...discovery.problems,
      ...(discovery.files.length === 0 ? [nothingFound(discovery, configuration)] : []),
    ],
    attachment,
    slots: slotCount(options, files),
  };
}

/** Says where nothing was found, and what was looked for. */
function nothingFound({ folders, way }: Discovery, { settings, file }: PytestConfiguration): string {
  const source =
    file === undefined ? 'pytest has no configuration file' : `the settings are those of ${file}`;
  const patterns =
    way.kind === 'asked' ? 'as pytest listed them' : `named ${settings.pythonFiles.join(' or ')}`;
  return `no test files in ${folders.join(', ') || 'nothing'}, ${patterns} (${source}); a run without tests has the exit code 5, as with pytest`;
}

function slotCount({ jobs }: Pick<OptionValues, 'jobs'>, files: readonly TestFile[]): number {
  const wanted = jobs === 'auto' ? availableCpus() : jobs;
  const share = fairShare(files, wanted);
  const parts = files.reduce((sum, file) => sum + partsOf(file, share).length, 0);
  return Math.max(1, Math.min(wanted, parts));
}

/** What attempts are told by their environment. */
function attemptVariables(
  { options }: ProjectRequest,
  root: string,
  color: boolean,
): Readonly<Record<string, string>> {
  return {
    // Assertions are explained as on a terminal that shows colours; see `rendering.py`.
    ...(color ? { STEADFAST_COLOR: '1' } : {}),
    ...(recordsReads(root, refOf(options)) ? RECORD_READS : {}),
  };
}

function refOf({ changed }: Pick<OptionValues, 'changed'>): string | undefined {
  return changed === false ? undefined : changed;
}

/** `--changed`, and what its next use has to know. */
function changedExtensions(
  { options }: ProjectRequest,
  { configuration }: ProjectSetup,
  { directory }: CommandContext,
  notices: string[],
): readonly Extension[] {
  const ref = refOf(options);
  if (!recordsReads(directory, ref)) return [];
  const extension = changedExtension({
    root: directory,
    ref,
    isFiltered: isFiltered(configuration.arguments),
    onSelected: (selection, files) => notices.push(...selectionText(selection, files)),
  });
  return [extension];
}
