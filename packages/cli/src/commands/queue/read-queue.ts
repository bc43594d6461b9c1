import { UsageError } from '@steadfast/pytest';
import type { BuildJudgement, BuildRecord } from '@steadfast/queue';
import type { OptionValues } from '../../options/option-table.js';
import type { CommandContext } from '../command-context.js';
import { asUsageError, loadQueue } from './load-queue.js';

/** A build as the queue's book has it. */
export interface ReadBuild {
  readonly record: BuildRecord;
  readonly judgement: BuildJudgement;
}

/** Reads a build from the queue. @throws {UsageError} when it cannot be had. */
export async function readFromQueue(
  { queue, build }: Pick<OptionValues, 'queue' | 'build'>,
  { environment }: CommandContext,
): Promise<ReadBuild> {
  const { ciBuild, connect, judgeBuild, parseQueueAddress, readBuild, timingOf } = await loadQueue();
  const id = build ?? ciBuild(environment)?.id;
  if (queue === undefined || id === undefined)
    throw new UsageError('Which build? Give --queue ADDRESS and --build ID, as the nodes have them.');
  try {
    const address = parseQueueAddress(queue);
    const redis = await connect(address, timingOf(ANSWER_MS));
    try {
      const record = await readBuild(redis, address.prefix, id);
      if (record === undefined)
        throw new UsageError(
          `The queue at ${address.shown} knows no build ${id}; it forgets builds after a day.`,
        );
      return { record, judgement: judgeBuild(record.suite, record.generations) };
    } finally {
      redis.disconnect();
    }
  } catch (error) {
    throw error instanceof Error && error.name === 'QueueSilent'
      ? new UsageError(error.message)
      : asUsageError(error);
  }
}

/** Somebody waits at a terminal. */
const ANSWER_MS = 10_000;
