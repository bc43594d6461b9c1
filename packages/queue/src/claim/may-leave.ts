/** The queue as an idle node sees it: nothing is waiting. */
export interface IdleOutlook {
  /** Files that other nodes run now, any of which may have to be taken over. */
  readonly leased: number;
  /** Slots of this node, all idle. */
  readonly slots: number;
  /** How many nodes became idle before this one and still wait. */
  readonly idleBefore: number;
}

/**
 * Whether an idle node has nothing to wait for: the files that still run could all be taken over by nodes that have been
 * waiting for longer. One more than needed stays, for the case that it is a waiting node that dies.
 */
export function mayLeave({ leased, slots, idleBefore }: IdleOutlook): boolean {
  if (leased === 0) return true;
  return idleBefore > Math.ceil(leased / Math.max(1, slots));
}
