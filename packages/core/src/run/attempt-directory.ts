import { mkdirSync, rmdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of an attempt's own. */
export interface AttemptDirectory {
  readonly path: string;
  /** Never rejects: what cannot be removed is left to the removal of the run's folder. */
  remove(): Promise<void>;
}

export function createAttemptDirectory(parent: string, attemptId: string): AttemptDirectory {
  const path = join(parent, attemptId);
  // Synchronous, as most folders stay empty: a trip through the thread pool costs ten times as much.
  mkdirSync(path);
  return {
    path,
    async remove() {
      try {
        rmdirSync(path);
      } catch {
        await rm(path, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
      }
    },
  };
}
