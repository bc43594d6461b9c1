import { resolve } from 'node:path';
import { readRecord, type RunRecord, UnreadableEvents, UnreadableRecord } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';

/**
 * Reads the record or event log that a user named.
 *
 * @throws {UsageError} when there is none, or it cannot be read.
 */
export async function recordAt(path: string, directory: string): Promise<RunRecord> {
  try {
    return await readRecord(resolve(directory, path));
  } catch (error) {
    if (error instanceof UnreadableRecord || error instanceof UnreadableEvents)
      throw new UsageError(error.message, { cause: error });
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${path}: cannot be read: ${reason}`, { cause: error });
  }
}
