import { createHash } from 'node:crypto';
import { createPlan } from '@steadfast/core';

/** @typedef {{ path: string, estimateMs: number }} File */

/**
 * Ways to distribute files over shards; each takes the files in order of their paths and gives the files of every shard. Those of
 * pytest-split are those of its version 0.11, with files in the place of tests.
 *
 * @type {Record<string, (files: readonly File[], shards: number) => readonly (readonly File[])[]>}
 */
export const STRATEGIES = {
  steadfast: (files, shards) => createPlan(files, shards).shards.map((shard) => shard.files),
  'pytest-split least_duration': leastDuration,
  'pytest-split duration_based_chunks': durationBasedChunks,
  'round-robin (nextest slice)': (files, shards) =>
    Array.from({ length: shards }, (_, shard) => files.filter((_, place) => place % shards === shard)),
  'by hash (vitest, jest)': (files, shards) => inBlocks(sortedByHash(files), shards),
  'by count': inBlocks,
};

/** The shard that is through last. */
export function makespan(shards) {
  return Math.max(...shards.map(sum));
}

export function lowerBound(files, shards) {
  return Math.max(...files.map(({ estimateMs }) => estimateMs), sum(files) / shards);
}

function sum(files) {
  return files.reduce((total, { estimateMs }) => total + estimateMs, 0);
}

/** As many files in each shard, in order; the first ones have one more where they do not divide. */
function inBlocks(files, shards) {
  const start = (shard) => shard * Math.floor(files.length / shards) + Math.min(shard, files.length % shards);
  return Array.from({ length: shards }, (_, shard) => files.slice(start(shard), start(shard + 1)));
}

function sortedByHash(files) {
  const hash = (path) => createHash('sha1').update(path).digest('hex');
  return files
    .map((file) => ({ file, key: hash(file.path) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ file }) => file);
}

/** The longest first, each to the group with least to do. */
function leastDuration(files, shards) {
  const groups = Array.from({ length: shards }, () => ({ files: [], total: 0 }));
  for (const file of files.toSorted((a, b) => b.estimateMs - a.estimateMs)) {
    const least = groups.reduce((a, b) => (b.total < a.total ? b : a));
    least.files.push(file);
    least.total += file.estimateMs;
  }
  return groups.map((group) => group.files);
}

/** In order, and on to the next group as soon as one has its share. */
function durationBasedChunks(files, shards) {
  const share = sum(files) / shards;
  const groups = Array.from({ length: shards }, () => []);
  let group = 0;
  let total = 0;
  for (const file of files) {
    if (total >= share && group < shards - 1) {
      group++;
      total = 0;
    }
    groups[group].push(file);
    total += file.estimateMs;
  }
  return groups;
}
