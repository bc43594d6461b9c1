import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Extension } from '@steadfast/core';

/**
 * Has each slot look like a worker of pytest-xdist; see `worker_ids.py`. The base temporary folders of all attempts have one
 * parent, where the lock files of fixtures that are to run once per run are.
 *
 * @param testRunUid As `--testrunuid` gives it; made of the run's id when absent.
 */
export function workerIdsExtension(testRunUid?: string): Extension {
  const folders = new Map<string, string>();
  const removals = new Set<Promise<void>>();
  let parent = '';
  return {
    name: '--worker-ids',
    prepare({ runId, directory, slots }) {
      parent = join(directory, 'basetemp');
      mkdirSync(parent, { recursive: true, mode: 0o700 });
      return Promise.resolve({
        STEADFAST_WORKER_IDS: '1',
        PYTEST_XDIST_WORKER_COUNT: String(slots),
        PYTEST_XDIST_TESTRUNUID: testRunUid ?? uidOf(runId),
      });
    },
    beforeAttempt({ attemptId, slot }) {
      const worker = `gw${slot}`;
      // What a killed process of an attempt still writes must not meet the next one of the slot.
      const folder = join(parent, `popen-${worker}-${attemptId.slice(attemptId.lastIndexOf('-') + 1)}`);
      folders.set(attemptId, folder);
      return { PYTEST_XDIST_WORKER: worker, STEADFAST_BASETEMP: folder };
    },
    afterAttempt({ attemptId }) {
      const folder = folders.get(attemptId);
      folders.delete(attemptId);
      if (folder === undefined || !existsSync(folder)) return;
      const removal = rm(folder, { recursive: true, force: true, maxRetries: 2 })
        .catch(() => undefined)
        .then(() => void removals.delete(removal));
      removals.add(removal);
    },
    async dispose() {
      await Promise.all(removals);
    },
  };
}

/** 32 hexadecimal digits, as those of pytest-xdist: they go into names of databases. */
function uidOf(runId: string): string {
  return createHash('sha256').update(runId).digest('hex').slice(0, 32);
}
