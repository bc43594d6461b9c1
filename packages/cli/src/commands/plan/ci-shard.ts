import { UsageError } from '@steadfast/pytest';

/** Where a CI service says which of several parallel jobs this is. */
interface CiService {
  readonly name: string;
  readonly index: string;
  readonly total: string;
  /** The number of the first job. */
  readonly first: 0 | 1;
}

const SERVICES: readonly CiService[] = [
  // https://circleci.com/docs/variables/
  { name: 'CircleCI', index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', first: 0 },
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  { name: 'GitLab CI', index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', first: 1 },
  // https://buildkite.com/docs/pipelines/environment-variables
  { name: 'Buildkite', index: 'BUILDKITE_PARALLEL_JOB', total: 'BUILDKITE_PARALLEL_JOB_COUNT', first: 0 },
];

/**
 * The shard of this job, as the CI service numbers its parallel jobs.
 *
 * @throws {UsageError} when no service says so, or what it says makes no sense: then any part of the suite would be the wrong one.
 */
export function ciShard(environment: Readonly<Record<string, string | undefined>>): {
  readonly index: number;
  readonly total: number;
} {
  // GitLab sets the total for every job, and the index only for parallel ones.
  const service = SERVICES.find(({ index }) => environment[index]);
  if (service === undefined) {
    const names = SERVICES.map(({ name, index }) => `${index} (${name})`).join(', ');
    throw new UsageError(
      `--shard ci: this is no parallel job of a CI service that is known; none of ${names} is set. Name the shard, as in --shard 1/4.`,
    );
  }
  const index = Number(environment[service.index]) - service.first + 1;
  const total = Number(environment[service.total]);
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(total) || index < 1 || index > total) {
    const said = [service.index, service.total]
      .map((name) => `${name}=${environment[name] ?? ''}`)
      .join(' and ');
    throw new UsageError(`--shard ci: ${service.name} says ${said}, which names no shard.`);
  }
  return { index, total };
}
