import type { Plan } from './plan.js';

/** GitHub starts no more jobs than this of one matrix: https://docs.github.com/actions/reference/limits */
export const MOST_GITHUB_JOBS = 256;

/** A value for `strategy.matrix`: one job per shard. */
export interface GithubMatrix {
  readonly include: readonly {
    /** For `--shard`. */
    readonly shard: string;
    readonly files: number;
    readonly seconds: number;
  }[];
}

/**
 * The matrix of a plan. It does not hold the files, since job outputs have a limit of 1 MB: each job makes the plan itself, or is
 * given it. Shards without files get no job; a matrix without any job is an error for GitHub, so that one always stays.
 *
 * @throws {RangeError} when the plan has more shards than GitHub starts jobs.
 */
export function githubMatrix({ shards }: Plan): GithubMatrix {
  const busy = shards.filter(({ index, files }) => index === 1 || files.length > 0);
  if (busy.length > MOST_GITHUB_JOBS) {
    throw new RangeError(`GitHub starts at most ${MOST_GITHUB_JOBS} jobs of one matrix, not ${busy.length}.`);
  }
  return {
    include: busy.map(({ index, files, estimateMs }) => ({
      shard: `${index}/${shards.length}`,
      files: files.length,
      seconds: Math.round(estimateMs / 1000),
    })),
  };
}
