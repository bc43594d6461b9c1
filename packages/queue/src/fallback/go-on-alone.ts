import type { TestFile } from '@steadfast/core';
import type { QueueContext } from '../claim/queue-context.js';
import { staticFiles } from './static-files.js';

/** Remembers why the queue was lost. */
export function noteLoss({ asking, tally }: QueueContext): string {
  const reason: unknown = asking.lost.reason;
  return (tally.queueLost = reason instanceof Error ? reason.message : 'The queue was lost.');
}

/**
 * What this node runs after the queue was lost, and says so.
 *
 * @param running Paths of the files that run here now.
 * @returns undefined when the node does not know its shard: it must not guess.
 */
export function goOnAlone(
  running: readonly string[],
  context: QueueContext,
): readonly TestFile[] | undefined {
  const { tally, shard, files, notify } = context;
  const reason = noteLoss(context);
  if (shard === undefined) {
    const fault = `${reason} This node does not know which shard it is (--shard I/N), so it cannot go on alone.`;
    tally.fault(fault);
    notify('error', fault);
    return undefined;
  }
  const left = staticFiles([...files.values()], shard, new Set([...tally.dealtWith, ...running]));
  const { index, total } = shard;
  notify(
    'warning',
    `${reason} Running shard ${index}/${total} of the plan instead: ${left.length} files are left of it.`,
  );
  return left;
}
