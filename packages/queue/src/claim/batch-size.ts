/** A batch holds no more than this much work, by estimate. */
const BATCH_MS = 2000;

/** However small files are, one fetch takes no more: a node that dies holds these until its lease ends. */
const MOST_FILES = 100;

/** What a node knows of the queue when it fetches. */
export interface QueueOutlook {
  /** Estimate of the file fetched last. Files come longest first, so the next one is no longer than that. */
  readonly lastEstimateMs: number;
  /** Files that nobody has taken. */
  readonly waiting: number;
  /** Slots of all nodes that are alive. */
  readonly fleetSlots: number;
}

/**
 * How many files to fetch at once: up to 2 s of estimate, so that a round trip to the queue is small against the work that
 * it brings, and shrinking to one at the end, so that no slot holds what another could run.
 */
export function batchSize({ lastEstimateMs, waiting, fleetSlots }: QueueOutlook): number {
  const byTime = Math.floor(BATCH_MS / Math.max(1, lastEstimateMs));
  const fairShare = Math.floor(waiting / (2 * Math.max(1, fleetSlots)));
  return Math.max(1, Math.min(byTime, fairShare, MOST_FILES));
}

/** Whether to fetch before a slot asks: as long as every slot will be asking for more than this batch. */
export function shouldPrefetch({ waiting, fleetSlots }: QueueOutlook): boolean {
  return waiting > 2 * fleetSlots;
}
