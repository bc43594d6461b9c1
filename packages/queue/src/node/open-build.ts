import type { Redis } from 'ioredis';
import type { QueueTiming } from '../address/timing.js';
import { bookKeys, generationKeys } from '../book/book-keys.js';
import { QueueLost } from '../book/queue-lost.js';
import { EXPIRY_SECONDS } from '../book/expiry.js';
import { packPaths, unpackPaths } from '../book/file-list.js';
import { type BuildRecord, readBuild } from '../book/read-build.js';
import { OPEN, RERUN } from '../book/scripts.js';
import { list, number, text } from '../book/validate.js';
import { joinDecision } from '../build/join.js';
import { compareSuites, OtherSuite, otherSuiteText } from '../build/suite-digest.js';
import { filesToRerun, judgeBuild } from '../judge/judge-build.js';
import type { JoinOptions } from './join-build.js';

/** A build that a node may take part in. */
export interface OpenedBuild {
  readonly generation: number;
  /** What the generation runs; absent when that is the whole suite. */
  readonly files?: readonly string[];
}

/** Finds the build, or opens it, or starts a generation of it. @throws {OtherSuite} */
export async function openBuild(
  redis: Redis,
  options: JoinOptions,
  timing: QueueTiming,
  digest: string,
): Promise<OpenedBuild> {
  const { address, build, files, attempt } = options;
  const { prefix } = address;
  const keys = bookKeys(prefix, build);
  const paths = files.map(({ path }) => path);
  let [found, newest] = await redis.hmget(keys.head, 'digest', 'generation');
  // Only the first nodes send the list.
  if (!found || !newest) {
    const first = generationKeys(prefix, build, 1);
    const answer = await OPEN.run(
      redis,
      [first.head, first.suite, first.state],
      [digest, await packPaths(paths), paths.length, attempt ?? 0, EXPIRY_SECONDS],
    );
    [found, newest] = list(answer).map(text);
  }
  if (found !== digest) {
    const packed = await redis.getBuffer(keys.suite);
    const inBuild = packed === null ? [] : await unpackPaths(packed);
    throw new OtherSuite(otherSuiteText(build, compareSuites(inBuild, paths)));
  }
  const generation = await currentGeneration(redis, options, timing, number(newest));
  if (generation === 1) return { generation };
  const packed = await redis.getBuffer(generationKeys(prefix, build, generation).files);
  if (packed === null) throw new QueueLost('The queue has lost the file list of this rerun.');
  return { generation, files: await unpackPaths(packed) };
}

/** The generation to take part in: the newest one, or one more when this node is a rerun. */
async function currentGeneration(
  redis: Redis,
  { address, build, attempt, shard }: JoinOptions,
  { leaseMs }: QueueTiming,
  newest: number,
): Promise<number> {
  const keys = generationKeys(address.prefix, build, newest);
  // Nothing to tell apart: nobody has been here.
  if ((await redis.exists(keys.nodes)) === 0) return newest;
  const record = await readBuild(redis, address.prefix, build);
  const generation = record?.generations.at(-1);
  if (record === undefined || generation === undefined) throw new QueueLost('The queue has lost this build.');
  const decision = joinDecision(
    {
      ...(generation.attempt !== undefined && { attempt: generation.attempt }),
      finished: generation.files.every((path) => generation.counted.has(path)),
      liveNodes: generation.nodes.filter(({ silentMs }) => silentMs !== undefined && silentMs < leaseMs)
        .length,
      joined: generation.nodes.flatMap(({ index }) => index ?? []),
    },
    { ...(attempt !== undefined && { attempt }), ...(shard !== undefined && { index: shard.index }) },
  );
  return decision === 'join' ? generation.number : rerun(redis, address.prefix, record, attempt);
}

async function rerun(
  redis: Redis,
  prefix: string,
  record: BuildRecord,
  attempt: number | undefined,
): Promise<number> {
  const { build, suite, generations } = record;
  const from = generations.length;
  const files = filesToRerun(judgeBuild(suite, generations));
  // A rerun with nothing to do is no generation; the node finds the finished one, and is as red as the build.
  if (files.length === 0) return from;
  const next = generationKeys(prefix, build, from + 1);
  const answer = await RERUN.run(
    redis,
    [next.head, next.state, next.files],
    [from, await packPaths(files), files.length, attempt ?? 0, EXPIRY_SECONDS],
  );
  return number(answer);
}
