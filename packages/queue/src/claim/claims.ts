import type { Claim, TestFile } from '@steadfast/core';
import type { HeldFile } from './held-file.js';
import type { NodeLoad } from './node-load.js';
import type { NodeTally } from './node-tally.js';
import type { QueueContext } from './queue-context.js';
import { giveBackFile, settleFile } from './settle-file.js';

/** A file of the queue, as a run sees it. */
export function queueClaim(held: HeldFile, context: QueueContext, onEnd: () => void): Claim {
  return {
    file: held.file,
    lost: held.lost.signal,
    settle: async (result) => settleFile(held, result, context).finally(onEnd),
    giveBack: async () => giveBackFile(held, context).finally(onEnd),
  };
}

/** A file that a node runs alone, after the queue was lost. */
export function staticClaim(file: TestFile, tally: NodeTally, putBack: () => void): Claim {
  return {
    file,
    settle: ({ verdict }) => {
      tally.found(file.path, verdict);
      tally.count(verdict);
      return Promise.resolve();
    },
    giveBack: () => {
      putBack();
      return Promise.resolve();
    },
  };
}

/** A claim that uses slots of this node until it ends; the next file need not wait for the queue to hear of that. */
export function usingSlots(claim: Claim, load: NodeLoad, onFree: () => void): Claim {
  const { file } = claim;
  load.begin(file);
  const end = async (ending: Promise<void>): Promise<void> => {
    load.end(file);
    onFree();
    await ending;
  };
  return {
    ...claim,
    settle: async (result) => end(claim.settle(result)),
    giveBack: async (reason) => end(claim.giveBack(reason)),
  };
}
