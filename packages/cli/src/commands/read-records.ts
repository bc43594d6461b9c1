import { resolve } from 'node:path';
import { readRecord, type RunRecord, UnreadableEvents, UnreadableRecord } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';

export interface ReadRecords {
  readonly records: readonly RunRecord[];
  /** What is wrong with files that hold no record; the others are merged nevertheless. */
  readonly unreadable: readonly string[];
}

/** Reads records and event logs. Those that cannot be read do not keep the others back. */
export async function readRecords(paths: readonly string[], directory: string): Promise<ReadRecords> {
  const results = await Promise.all(paths.map((path) => tryToRead(resolve(directory, path))));
  return {
    records: results.filter((result) => typeof result !== 'string'),
    unreadable: results.filter((result) => typeof result === 'string'),
  };
}

async function tryToRead(path: string): Promise<RunRecord | string> {
  try {
    return await readRecord(path);
  } catch (error) {
    if (error instanceof UnreadableRecord || error instanceof UnreadableEvents) return error.message;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    // A word that names nothing is a slip of the hand, or a pattern that matched nothing.
    if (code === 'ENOENT')
      throw new UsageError(`${path} does not exist; records and event logs of runs are wanted.`, {
        cause: error,
      });
    return `${path} cannot be read: ${message}`;
  }
}

/**
 * Reads the record of an earlier run.
 *
 * @throws {UsageError} when there is none.
 */
export async function readEarlierRecord(path: string): Promise<RunRecord> {
  const record = await tryToRead(path);
  if (typeof record === 'string') throw new UsageError(`--compare: ${record}`);
  return record;
}
