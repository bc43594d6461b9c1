/** A build as a CI service names it. */
export interface CiBuild {
  readonly service: string;
  /** The same for all nodes of a build, and for a rerun of it. */
  readonly id: string;
  /** Grows with every rerun of the whole; absent where the service does not count those. */
  readonly attempt?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface CiService {
  readonly name: string;
  /** Variables that together name the build; the last ones may be unset. */
  readonly id: (environment: Environment) => readonly (string | undefined)[];
  readonly attempt?: (environment: Environment) => string | undefined;
}

const SERVICES: readonly CiService[] = [
  {
    // https://docs.github.com/en/actions/reference/workflows-and-actions/variables
    // Both "re-run failed jobs" and "re-run all jobs" keep the run id and count the attempt.
    name: 'GitHub Actions',
    id: ({ GITHUB_RUN_ID, GITHUB_JOB }) => [GITHUB_RUN_ID, GITHUB_JOB],
    attempt: ({ GITHUB_RUN_ATTEMPT }) => GITHUB_RUN_ATTEMPT,
  },
  {
    // https://docs.gitlab.com/ci/variables/predefined_variables/
    // A retried job stays in its pipeline; nothing counts retries.
    name: 'GitLab CI',
    id: ({ GITLAB_CI, CI_PIPELINE_ID, CI_JOB_NAME }) => [
      GITLAB_CI && CI_PIPELINE_ID,
      // Parallel jobs are called "name 1/4".
      CI_JOB_NAME?.replace(/ \d+\/\d+$/, ''),
    ],
  },
  {
    // https://buildkite.com/docs/pipelines/configure/environment-variables
    // A retried job keeps the build, and only its own retries are counted; "rebuild" makes a new build.
    name: 'Buildkite',
    id: ({ BUILDKITE_BUILD_ID, BUILDKITE_STEP_ID }) => [BUILDKITE_BUILD_ID, BUILDKITE_STEP_ID],
  },
  {
    // https://circleci.com/docs/reference/variables/
    // Every rerun is a new workflow; the workspace is the same for those that rerun from failed.
    name: 'CircleCI',
    id: ({ CIRCLE_WORKFLOW_WORKSPACE_ID, CIRCLE_WORKFLOW_ID, CIRCLE_JOB }) => [
      CIRCLE_WORKFLOW_WORKSPACE_ID ?? CIRCLE_WORKFLOW_ID,
      CIRCLE_JOB,
    ],
  },
  {
    // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
    // A rebuild and a restart from a stage are new builds.
    name: 'Jenkins',
    id: ({ JENKINS_URL, BUILD_TAG }) => [JENKINS_URL && BUILD_TAG],
  },
];

/** The build that this process belongs to, as far as a CI service says so. */
export function ciBuild(environment: Environment): CiBuild | undefined {
  for (const { name, id, attempt } of SERVICES) {
    const [first, ...more] = id(environment);
    if (!first) continue;
    const count = Number(attempt?.(environment));
    return {
      service: name,
      id: [first, ...more.filter(Boolean)].join('-'),
      ...(Number.isSafeInteger(count) && count > 0 && { attempt: count }),
    };
  }
  return undefined;
}
