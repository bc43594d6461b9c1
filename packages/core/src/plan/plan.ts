import { createHash } from 'node:crypto';
import type { PlannedFile } from '../events.js';
import { comparePaths } from '../path-order.js';
import { ALGORITHM, lowerBound, pack } from './pack.js';

/** Version of the plan file; grows when a field changes in a way that an older reader would misread. */
export const PLAN_VERSION = 1;

/** Which file goes to which shard. */
export interface Plan {
  readonly version: typeof PLAN_VERSION;
  /** The same for the same files, estimates, shards and algorithm, wherever the plan is made. */
  readonly digest: string;
  /** In order of their numbers; every file of the suite is in exactly one. */
  readonly shards: readonly PlannedShard[];
}

/** What one CI job runs. */
export interface PlannedShard {
  /** 1-based. */
  readonly index: number;
  /** Sum of the estimates of its files. */
  readonly estimateMs: number;
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
}

/** How good a plan is. Durations are estimates, for one slot per shard. */
export interface PlanQuality {
  readonly totalMs: number;
  readonly longest: PlannedFile | undefined;
  /** No plan of these files over so many shards takes less. */
  readonly lowerBoundMs: number;
  /** What the largest shard takes. */
  readonly makespanMs: number;
  /** How close the plan comes to the lower bound, from 0 to 1. */
  readonly balance: number;
}

/**
 * Distributes files over shards. The order of the files does not matter; estimates count in whole milliseconds, at least one.
 *
 * @throws {RangeError} for a number of shards that is none, a path that occurs twice, or an estimate that is no duration.
 */
export function createPlan(files: readonly PlannedFile[], shardCount: number): Plan {
  if (!Number.isSafeInteger(shardCount) || shardCount < 1)
    throw new RangeError(`A plan has at least one shard, not ${shardCount}.`);
  assertDistinct(files);
  const bins = pack(files.map(rounded), shardCount);
  const shards = bins.map(({ load, files: content }, index) => ({
    index: index + 1,
    estimateMs: load,
    files: content.toSorted((a, b) => comparePaths(a.path, b.path)),
  }));
  return { version: PLAN_VERSION, digest: planDigest(shards), shards };
}

/** Names a plan: what differs in a file, an estimate, a place or the algorithm has another digest. */
export function planDigest(shards: readonly PlannedShard[]): string {
  const content = shards.map(({ files }) => files.map(({ path, estimateMs }) => [path, estimateMs]));
  const hash = createHash('sha256').update(JSON.stringify([PLAN_VERSION, ALGORITHM, content]));
  // 64 bits tell any number of plans apart that will ever meet, and fit into a line of a log.
  return hash.digest('hex').slice(0, 16);
}

/** All files of a plan, shard by shard. */
export function plannedFiles({ shards }: Plan): readonly PlannedFile[] {
  return shards.flatMap(({ files }) => files);
}

/** Measures a plan against what is possible. */
export function planQuality(plan: Plan): PlanQuality {
  const files = plannedFiles(plan);
  const lowerBoundMs = lowerBound(files, plan.shards.length);
  const makespanMs = Math.max(...plan.shards.map(({ estimateMs }) => estimateMs));
  return {
    totalMs: files.reduce((sum, { estimateMs }) => sum + estimateMs, 0),
    longest: files.reduce<PlannedFile | undefined>(longer, undefined),
    lowerBoundMs,
    makespanMs,
    balance: makespanMs === 0 ? 1 : lowerBoundMs / makespanMs,
  };
}

function longer(longest: PlannedFile | undefined, file: PlannedFile): PlannedFile {
  return longest === undefined || file.estimateMs > longest.estimateMs ? file : longest;
}

function rounded({ path, estimateMs }: PlannedFile): PlannedFile {
  if (!Number.isFinite(estimateMs) || estimateMs < 0)
    throw new RangeError(`The estimate of ${path} is no duration: ${estimateMs}.`);
  return { path, estimateMs: Math.max(1, Math.round(estimateMs)) };
}

function assertDistinct(files: readonly PlannedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) throw new RangeError(`A plan has every file once, and ${path} came twice.`);
    seen.add(path);
  }
}
