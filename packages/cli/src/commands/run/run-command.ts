import { Cancellation, EXIT_CODE } from '@steadfast/core';
import { showOnly, showsOnly } from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import { type ProjectRequest, type ProjectSetup, readProject } from '../read-project.js';
import { queueRequest } from '../queue/queue-request.js';
import { runFromQueue } from '../queue/run-from-queue.js';
import { openSlotPool } from './open-slot-pool.js';
import { prepareProject } from './prepare-project.js';
import { runPrepared } from './run-prepared.js';

/** The id of the only project of a run. */
const ONLY = '.';

/** `steadfast run`: finds the files, runs them, reports, and gives the exit code. */
export async function runCommand(
  request: ProjectRequest,
  context: CommandContext,
  cancellation = new Cancellation(),
): Promise<number> {
  const setup = await readProject(request, context);
  if (showsOnly(setup.configuration.arguments)) return showPytest(request, setup, context, cancellation);
  const queue = queueRequest(request.options, context.environment);
  if (queue !== undefined) return runFromQueue(queue, request, setup, context, cancellation);
  const prepared = await prepareProject(request, setup, context, cancellation);
  const project = { id: ONLY, prepared, context };
  // Who debugs must not wait for others.
  const pool = prepared.attachment === undefined ? request.options.pool : 'process';
  using open = await openSlotPool({ pool }, prepared.slots, context);
  const [exitCode] = await runPrepared([project], { slots: open.slots, cancellation });
  return exitCode ?? EXIT_CODE.internalError;
}

/** pytest gets the terminal and all words, once: it runs no test. */
function showPytest(
  { given }: ProjectRequest,
  { interpreter, environment }: ProjectSetup,
  { directory, stdout, stderr }: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  const words = [...given.options.flatMap((option) => option.words), ...given.paths];
  const python = interpreter.executable;
  return showOnly({ python, directory, words, environment, stdout, stderr, cancellation });
}
