import type { Node, Pipeline, Step } from './pipeline.js';
import { readExample } from './read-example.js';

interface GitlabFile {
  readonly stages: readonly string[];
  readonly default: { readonly before_script: readonly string[] };
}

interface GitlabJob {
  readonly stage: string;
  readonly script: readonly string[];
  readonly parallel?: number;
  readonly when?: 'always';
  readonly cache?: {
    readonly key: string;
    readonly paths: readonly string[];
    readonly policy?: 'pull';
    readonly when?: 'always';
  };
  readonly artifacts?: {
    readonly when?: 'always';
    readonly paths: readonly string[];
    readonly reports?: { readonly junit: string };
  };
}

/** docs/ci/gitlab-ci.yml, so that it can be played. */
export function gitlab(): Pipeline {
  const file = readExample('gitlab-ci.yml') as GitlabFile & Readonly<Record<string, GitlabJob>>;
  const jobs = file.stages.map((stage) => file[stage] as GitlabJob);
  return {
    jobs: jobs.map((job) => ({
      name: job.stage,
      always: job.when === 'always',
      nodes: () => nodesOf(job, file.default.before_script),
    })),
  };
}

function nodesOf(job: GitlabJob, preparation: readonly string[]): readonly Node[] {
  return Array.from({ length: job.parallel ?? 1 }, (_, index) => ({
    // GitLab counts nodes from 1: https://docs.gitlab.com/ci/variables/predefined_variables/
    environment:
      job.parallel === undefined
        ? { GITLAB_CI: 'true' }
        : { GITLAB_CI: 'true', CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(job.parallel) },
    steps: stepsOf(job, preparation, index),
  }));
}

function stepsOf(
  { stage, script, cache, artifacts }: GitlabJob,
  preparation: readonly string[],
  index: number,
): readonly Step[] {
  const keepCache: readonly Step[] =
    cache === undefined || cache.policy === 'pull'
      ? []
      : [{ kind: 'keep', store: `cache-${cache.key}`, paths: cache.paths, always: cache.when === 'always' }];
  const keepArtifacts: readonly Step[] =
    artifacts === undefined
      ? []
      : [
          {
            kind: 'keep',
            store: `artifact-${stage}-${index}`,
            paths: [
              ...artifacts.paths,
              ...(artifacts.reports === undefined ? [] : [artifacts.reports.junit]),
            ],
            always: artifacts.when === 'always',
          },
        ];
  return [
    ...(cache === undefined ? [] : [{ kind: 'fetch' as const, stores: new RegExp(`^cache-${cache.key}$`) }]),
    // A job gets the artifacts of all stages before its own.
    { kind: 'fetch', stores: /^artifact-/ },
    ...[...preparation, ...script].map((commands) => ({ kind: 'run' as const, commands })),
    ...keepCache,
    ...keepArtifacts,
  ];
}
