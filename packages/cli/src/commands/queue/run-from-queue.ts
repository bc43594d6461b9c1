import { randomBytes } from 'node:crypto';
import { type Cancellation, EXIT_CODE, type Extension, type TestFile } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import type { QueueNode } from '@steadfast/queue';
import type { OptionValues } from '../../options/option-table.js';
import type { CommandContext } from '../command-context.js';
import type { ProjectRequest, ProjectSetup } from '../read-project.js';
import { prepareProject, type PreparedProject } from '../run/prepare-project.js';
import { runPrepared } from '../run/run-prepared.js';
import { asUsageError, loadQueue, type QueuePackage } from './load-queue.js';
import type { QueueRequest, ShardPlace } from './queue-request.js';
import { notify } from '../notify.js';

/** The id of the only project of a run. */
const ONLY = '.';

/** Attempts of a file that no budget of an option limits: the first, one of a lost zygote, one at a safer isolation. */
const FURTHER_ATTEMPTS = 3;

/** Runs what the queue hands out to this node; without the queue, this node's shard of the plan. */
export async function runFromQueue(
  queue: QueueRequest,
  request: ProjectRequest,
  setup: ProjectSetup,
  context: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  const { address, place } = queue;
  const alone = async (why: string): Promise<number> =>
    runAlone(why, place, request, setup, context, cancellation);
  if (address === '')
    return alone('The queue has no address here, as in the pull request of a fork, which has no secrets.');
  const whole = { ...request, options: { ...request.options, shard: undefined, plan: undefined } };
  const prepared = await prepareProject(whole, setup, context, cancellation);
  const steadfastQueue = await loadQueue();
  const runId = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`;
  let node: QueueNode;
  try {
    node = await join(steadfastQueue, queue, runId, prepared, context);
  } catch (error) {
    if (error instanceof steadfastQueue.QueueSilent) return alone(error.message);
    throw asUsageError(error);
  }
  const stop = (): void => void node.stop();
  cancellation.stopping.addEventListener('abort', stop, { once: true });
  try {
    notify(context, `node ${node.name} of the queue`);
    const extensions = [...prepared.extensions, judgedByQueue(node, steadfastQueue)];
    const project = { id: ONLY, prepared: { ...prepared, extensions }, source: node.source, context };
    const [exitCode] = await runPrepared([project], { slots: prepared.slots, cancellation, runId });
    return exitCode ?? EXIT_CODE.internalError;
  } finally {
    cancellation.stopping.removeEventListener('abort', stop);
    await node.close();
  }
}

async function join(
  { ciBuild, joinBuild, parseQueueAddress }: QueuePackage,
  { address, place }: QueueRequest,
  runId: string,
  { request, setup, files, slots }: PreparedProject,
  context: CommandContext,
): Promise<QueueNode> {
  const { options } = request;
  const ci = ciBuild(context.environment);
  const build = options.build ?? ci?.id;
  if (build === undefined)
    throw new UsageError(
      '--queue needs --build ID, the same on all nodes; no CI service is known that has one.',
    );
  return joinBuild({
    ...{ address: parseQueueAddress(address), build, files, slots, runId },
    ...(ci?.attempt !== undefined && { attempt: ci.attempt }),
    ...(place !== undefined && { shard: place }),
    filters: filtersOf(files, setup),
    retryElsewhere: options.retryElsewhere,
    holdLimitMs: (file) => holdLimitMs(file, options),
    notify: (_level, message) => {
      notify(context, message);
    },
  });
}

/** What the node did decides its exit code, not what it merely ran. */
function judgedByQueue(node: QueueNode, { nodeExitCode }: QueuePackage): Extension {
  return {
    name: 'queue',
    finish: async (runExitCode) => {
      const { ran, red, faults } = node.outcome;
      const rerun = node.generation > 1;
      const buildIsRed = rerun && ran === 0 && (await node.isBuildRed());
      return nodeExitCode({ runExitCode, ran, red, rerun, buildIsRed, faulty: faults.length > 0 });
    },
  };
}

/** Without the queue: this node's shard of the same plan, if it is known which one that is. */
async function runAlone(
  why: string,
  place: ShardPlace | undefined,
  request: ProjectRequest,
  setup: ProjectSetup,
  context: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  if (place === undefined) {
    notify(
      context,
      `${why} This node does not know which shard it is (--shard I/N), so it cannot run its part without the queue.`,
    );
    return EXIT_CODE.internalError;
  }
  notify(context, `${why} Running shard ${place.index}/${place.total} instead.`);
  const ofShard = { ...request, options: { ...request.options, shard: place } };
  const prepared = await prepareProject(ofShard, setup, context, cancellation);
  const [exitCode] = await runPrepared([{ id: ONLY, prepared, context }], {
    slots: prepared.slots,
    cancellation,
  });
  return exitCode ?? EXIT_CODE.internalError;
}

/** What selects tests within files, and must be the same on all nodes. */
function filtersOf(files: readonly TestFile[], { configuration }: ProjectSetup): readonly string[] {
  const selecting = new Set(['-k', '-m', '--deselect']);
  const options = configuration.arguments.options.filter(({ name }) => selecting.has(name));
  const selections = files.flatMap(({ selection = [] }) => selection).sort();
  return [...options.flatMap(({ words }) => words), ...selections];
}

/** All that a file may take, pauses included. */
function holdLimitMs(file: TestFile, options: OptionValues): number {
  const { testTimeoutMs = options.testTimeout, timeoutMs = options.fileTimeout } = file;
  // A new attempt for each test that ran too long: they are as many as the file has tests.
  if (testTimeoutMs > 0) return Infinity;
  const attempts = FURTHER_ATTEMPTS + (file.retries ?? options.retries) + options.missingRetries;
  // With one slot, parts run one after another.
  const parts = typeof file.split === 'number' ? file.split : 1;
  return parts * attempts * (timeoutMs + options.grace + 15_000);
}
