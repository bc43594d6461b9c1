import { type FileResult, isGreen, type Verdict } from '@steadfast/core';
import type { CountedVerdict } from '../book/entries.js';
import { isSuspect, type Tally } from './breaker.js';
import { type HeldFile, jobIdOf } from './held-file.js';
import type { QueueContext } from './queue-context.js';
import { settlementOf } from './second-opinion.js';

/** Tells the build what became of a file. Resolves when it is in the book, or when the queue is lost. */
export async function settleFile(held: HeldFile, result: FileResult, context: QueueContext): Promise<void> {
  const { verdict } = result;
  const { asking, tally } = context;
  if (verdict === 'cancelled') return giveBackFile(held, context);
  held.state = 'settling';
  tally.found(held.file.path, verdict);
  try {
    await settle(held, result, context);
  } catch (error) {
    if (!asking.isLost) throw error;
    // Nobody can be told; the run's own record has the verdict.
    tally.count(verdict);
  } finally {
    held.state = 'over';
    context.leases.release(jobIdOf(held));
  }
}

async function settle(held: HeldFile, result: FileResult, context: QueueContext): Promise<void> {
  const { node, retryElsewhere } = context;
  const { verdict } = result;
  const settlement = settlementOf({ node, verdict, earlier: held.earlier, retryElsewhere });
  if (settlement.kind === 'pass-on' && (await passOn(held, verdict, context))) return;
  if (settlement.kind !== 'count') return count(held, result, { verdict }, context);
  await count(held, result, settlement, context);
}

/** Returns false when no other node is there to look. */
async function passOn(held: HeldFile, verdict: Verdict, context: QueueContext): Promise<boolean> {
  const { book, asking, tally, node, notify } = context;
  const { path } = held.file;
  const answer = await asking.ask(() => book.passOn(path, jobIdOf(held), held.claim, { node, verdict }));
  switch (answer) {
    case 'alone':
      return false;
    case 'late':
      tally.late(path);
      return true;
    case 'passed-on': {
      tally.passedOn(path);
      notify('info', `${path}: ${verdict} on node ${node}; another node will run it, too`);
      await asking.ask(() => held.job.moveToWait(held.claim));
      await asking.ask(() => book.wake());
      const { done, red } = await asking.ask(() => book.standing(false));
      await fenceIfSuspect({ done, red }, context);
      return true;
    }
  }
}

async function count(
  held: HeldFile,
  { attempts }: FileResult,
  { verdict, reason }: { readonly verdict: Verdict; readonly reason?: string },
  context: QueueContext,
): Promise<void> {
  const { book, asking, tally, node, runId, notify } = context;
  const { path } = held.file;
  const entry: CountedVerdict = {
    ...{ verdict, claim: held.claim, node, runId, at: Date.now(), attempts },
    ...(reason !== undefined && { reason }),
  };
  const answer = await asking.ask(() => book.count(path, jobIdOf(held), entry));
  if (answer.kind === 'late') {
    tally.late(path);
    notify('warning', `${path}: ${verdict}, but another node had taken it over; this does not count`);
    return;
  }
  tally.count(verdict);
  if (reason !== undefined) notify(isGreen(verdict) ? 'warning' : 'error', `${path}: ${reason}`);
  // Counted is counted; BullMQ hears of it so that nobody waits for the lease to end.
  held.job.moveToCompleted(verdict, held.claim, false).catch(() => undefined);
  await fenceIfSuspect(answer.fleet, context);
}

async function fenceIfSuspect(
  fleet: Tally,
  { tally, book, asking, node, notify }: QueueContext,
): Promise<void> {
  const others = { done: fleet.done - tally.counted, red: fleet.red - tally.red };
  if (tally.fenced !== undefined || !isSuspect(tally.redsInARow, others)) return;
  const share = Math.round((100 * others.red) / others.done);
  tally.fenced = `${tally.redsInARow} red files in a row, while ${share} % are red on the other nodes`;
  notify('error', `Node ${node} is fenced off: ${tally.fenced}. It takes no more files.`);
  await asking.ask(() => book.leave(tally.fenced));
}

/** Puts a file back, first in line, for whichever node asks next. */
export async function giveBackFile(held: HeldFile, context: QueueContext): Promise<void> {
  const { asking, leases, book } = context;
  if (held.state === 'over') return;
  held.state = 'over';
  leases.release(jobIdOf(held));
  if (asking.isLost || held.lost.signal.aborted) return;
  try {
    await asking.ask(() => held.job.moveToWait(held.claim));
    await asking.ask(() => book.wake());
  } catch {
    // Its lease ends soon, and another node takes it over.
  }
}
