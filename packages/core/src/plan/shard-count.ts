import type { PlannedFile } from '../events.js';
import { pack } from './pack.js';
import { makespan } from './bin.js';

/** What is asked of each shard. */
export interface ShardTarget {
  /** How long it may take. */
  readonly targetMs: number;
  /** How many files it runs at the same time. */
  readonly slots: number;
}

/** A number of shards that is worth having. */
export interface ShardAdvice {
  readonly count: number;
  /** What the largest of these shards takes. */
  readonly makespanMs: number;
  /** No shard can take less than its longest file, however many shards there are. */
  readonly reachesTarget: boolean;
}

/** The fewest shards of which each stays below a target; else the fewest that are as quick as more of them would be. */
export function adviseShardCount(
  files: readonly PlannedFile[],
  { targetMs, slots }: ShardTarget,
): ShardAdvice {
  const longest = files.reduce((most, { estimateMs }) => Math.max(most, estimateMs), 0);
  const goal = Math.max(targetMs, longest);
  const isEnough = (count: number): boolean => slowestShard(files, count, slots) <= goal;
  const count = fewest(leastCount(files, goal * slots), isEnough);
  const makespanMs = slowestShard(files, count, slots);
  return { count, makespanMs, reachesTarget: makespanMs <= targetMs };
}

/** Steps that double find a number that is enough, halving them finds the least: few plans are made for the answer. */
function fewest(least: number, isEnough: (count: number) => boolean): number {
  let tooFew = least - 1;
  let enough = least;
  while (!isEnough(enough)) [tooFew, enough] = [enough, 2 * enough - tooFew];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/** With fewer there is more work than time. */
function leastCount(files: readonly PlannedFile[], capacityMs: number): number {
  return Math.max(1, Math.ceil(files.reduce((sum, { estimateMs }) => sum + estimateMs, 0) / capacityMs));
}

/** A shard's slots share its files as shards share those of the suite. */
function slowestShard(files: readonly PlannedFile[], count: number, slots: number): number {
  const shards = pack(files, count);
  return slots === 1
    ? makespan(shards)
    : Math.max(...shards.map((shard) => makespan(pack(shard.files, slots))));
}
