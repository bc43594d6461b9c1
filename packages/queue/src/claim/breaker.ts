/** Reds in a row that make a node suspect. */
const REDS_IN_A_ROW = 5;

/** Below this share of reds the rest of the fleet is called healthy. */
const HEALTHY_SHARE = 0.2;

/** Results of other nodes that a judgement needs. */
const FEWEST_RESULTS = 5;

/** Files that came to a verdict, and how many of them were red. */
export interface Tally {
  readonly done: number;
  readonly red: number;
}

/**
 * Whether a node must be fenced off: all its last files were red while those of the others hardly ever are. A suite that is
 * red everywhere fences nobody.
 */
export function isSuspect(redsInARow: number, others: Tally): boolean {
  if (redsInARow < REDS_IN_A_ROW || others.done < FEWEST_RESULTS) return false;
  return others.red / others.done < HEALTHY_SHARE;
}
