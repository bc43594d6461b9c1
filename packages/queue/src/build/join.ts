/** A build as a node finds it. */
export interface FoundBuild {
  /** The CI service's count of reruns when the generation began. */
  readonly attempt?: number;
  /** Whether every file has a counted verdict. */
  readonly finished: boolean;
  /** Nodes that are alive. */
  readonly liveNodes: number;
  /** Shard numbers of the nodes that ever joined this generation, where they have one. */
  readonly joined: readonly number[];
}

/** What a node knows of itself. */
export interface JoiningNode {
  readonly attempt?: number;
  /** 1-based number among the parallel jobs. */
  readonly index?: number;
}

/** `rerun` starts a generation with the red and the unfinished files; `join` takes part in the one that there is. */
export type JoinDecision = 'join' | 'rerun';

/**
 * Tells a rerun from a node that is late. Where the CI service counts reruns, the count decides. Elsewhere a node is a rerun when the
 * build is over and its number was there before, or it has none.
 */
export function joinDecision(build: FoundBuild, node: JoiningNode): JoinDecision {
  if (build.attempt !== undefined && node.attempt !== undefined)
    return node.attempt > build.attempt ? 'rerun' : 'join';
  const over = build.finished || (build.liveNodes === 0 && build.joined.length > 0);
  if (!over) return 'join';
  return node.index === undefined || build.joined.includes(node.index) ? 'rerun' : 'join';
}
