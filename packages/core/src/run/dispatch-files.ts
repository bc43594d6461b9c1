import type { Claim, FileSource } from '../schedule/file-source.js';
import type { Lease, SlotPool } from '../schedule/slot-pool.js';
import type { TestFile } from '../test-file.js';
import { isGreen } from '../verdict.js';
import { FailureLimit } from './failure-limit.js';
import { FaultError } from './fault.js';
import type { ProjectContext } from './project-context.js';
import { runFile } from './run-file.js';

/**
 * Claims file after file, and runs each as soon as it has a slot, until none is left or the run is cancelled. Settles when
 * everything that was started has ended.
 *
 * @returns the paths of the files that were started and cancelled.
 * @throws {FaultError} when files cannot be claimed, or slots not be had, any more.
 */
export async function dispatchFiles(
  source: FileSource,
  pool: SlotPool,
  context: ProjectContext,
): Promise<readonly string[]> {
  const abandoned = new AbortController();
  const stopping = AbortSignal.any([context.cancellation.stopping, abandoned.signal]);
  const limit = new FailureLimit(context.policy.maxFailures, context.cancellation);
  const running = new Set<Promise<void>>();
  const cancelled: string[] = [];

  const run = async (claim: Claim, lease: Lease): Promise<void> => {
    const { file } = claim;
    const result = await runFile(file, { lease, pool, lost: claim.lost }, context);
    if (result.verdict === 'cancelled') cancelled.push(file.path);
    else if (!isGreen(result.verdict)) limit.count(Math.max(1, result.failedTests));
    // Only now: the next file must not start when this one was a failure too many.
    lease.release();
    if (result.verdict === 'cancelled') await claim.giveBack('cancelled');
    else await claim.settle(result);
  };

  let fault: FaultError | undefined;
  try {
    while (!stopping.aborted) {
      const claim = await named('claiming a file', source.claim(stopping));
      if (claim === undefined) break;
      const lease = await leaseFor(claim, pool, stopping);
      if (lease === undefined) break;
      const done = named('settling a file', run(claim, lease))
        .catch((error: unknown) => {
          fault ??= error instanceof FaultError ? error : new FaultError('settling a file', error);
          abandoned.abort();
        })
        .finally(() => running.delete(done));
      running.add(done);
    }
  } finally {
    await Promise.all(running);
  }
  if (fault !== undefined) throw fault;
  return cancelled;
}

/** A slot for a claimed file; a file that gets none is given back. */
async function leaseFor(claim: Claim, pool: SlotPool, stopping: AbortSignal): Promise<Lease | undefined> {
  let lease: Lease | undefined;
  try {
    lease = await named('waiting for a slot', pool.acquire(claim.file, stopping));
    return lease;
  } finally {
    if (lease === undefined) await named('giving a file back', claim.giveBack('it got no slot'));
  }
}

async function named<T>(during: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof FaultError ? error : new FaultError(during, error);
  }
}

/** Paths of the files that have no verdict of their own. */
export function filesNotRun(cancelled: readonly string[], remaining: readonly TestFile[]): readonly string[] {
  return [...new Set([...cancelled, ...remaining.map(({ path }) => path)])].sort();
}
