import { UsageError } from '@steadfast/pytest';
import type * as queue from '@steadfast/queue';

/** The package, which only those have who use a queue. */
export type QueuePackage = typeof queue;

/** @throws {UsageError} when the package is not installed. */
export async function loadQueue(): Promise<QueuePackage> {
  try {
    return await import('@steadfast/queue');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError(
      'A queue needs the package @steadfast/queue beside @steadfast/cli: npm install --save-dev @steadfast/queue',
      { cause: error },
    );
  }
}

/** A fault of the user, or of the server, in words; anything else is thrown as it is. */
export function asUsageError(error: unknown): unknown {
  const names = ['InvalidQueueAddress', 'OtherSuite', 'QueueRefused', 'UnreadableQueue'];
  return error instanceof Error && names.includes(error.name)
    ? new UsageError(error.message, { cause: error })
    : error;
}
