import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Cancellation, EXIT_CODE, isWithin, type RunRecord } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import { type ProjectRequest, readProject } from '../read-project.js';
import { prepareProject } from '../run/prepare-project.js';
import { recordAt } from '../record-at.js';
import { runPrepared } from '../run/run-prepared.js';
import { ReplayPool } from './replay-pool.js';
import { notify } from '../notify.js';

/** A file of a record, as it first ran. */
interface Recorded {
  readonly path: string;
  readonly slot: number;
  readonly startedAt: number;
}

/**
 * `steadfast replay`: runs the files of a record again, each in the slot that it had, in the order in which they started.
 *
 * @throws {UsageError} for what is no record, or holds nothing to run.
 */
export async function replayCommand(
  request: ProjectRequest,
  context: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  const [path, ...more] = request.given.paths;
  if (path === undefined || more.length > 0)
    throw new UsageError('steadfast replay needs one record or event log: steadfast replay RECORD');
  const record = await recordAt(path, context.directory);
  const recorded = recordedFiles(record, request.options.slot);
  const there = recorded.filter(({ path }) => mayRun(resolve(context.directory, path), context.directory));
  if (there.length === 0) throw new UsageError(`${path}: none of its files is here to run`);
  for (const file of recorded.filter((each) => !there.includes(each)))
    notify(context, `${file.path} is not a file of this folder, and is left out`);

  const options = { ...request.options, jobs: record.slots };
  const given = { ...request.given, paths: there.map((file) => file.path) };
  const again = { ...request, options, given };
  const prepared = await prepareProject(again, await readProject(again, context), context, cancellation);
  const order = new Map(there.map((file, index) => [file.path, index]));
  // The first that started comes first. Groups and weights are in the order and the slots already.
  const files = prepared.files.map(({ group: _, slots: __, ...file }) => ({
    ...file,
    priority: there.length - (order.get(file.path) ?? there.length),
  }));
  const slots = new ReplayPool(record.slots, new Map(there.map((file) => [file.path, file.slot])));
  const project = { id: '.', prepared: { ...prepared, files, slots: record.slots }, context };
  const [exitCode] = await runPrepared([project], { slots, cancellation });
  return exitCode ?? EXIT_CODE.internalError;
}

/** A record may come from a stranger: it runs nothing outside of where it is replayed. */
function mayRun(path: string, directory: string): boolean {
  return isWithin(directory, path) && existsSync(path);
}

/** The files that ran, in the order in which they started; of one slot only, if there is one. */
function recordedFiles({ files }: RunRecord, slot: number | undefined): readonly Recorded[] {
  const all = files.flatMap(({ path, attempts: [first] }) =>
    first === undefined ? [] : { path, slot: first.slot, startedAt: first.startedAt },
  );
  return all
    .filter((file) => slot === undefined || file.slot === slot)
    .toSorted((a, b) => a.startedAt - b.startedAt);
}
