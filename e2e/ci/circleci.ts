import type { Node, Pipeline, Step } from './pipeline.js';
import { readExample } from './read-example.js';

interface CircleFile {
  readonly commands: Readonly<Record<string, { readonly steps: readonly CircleStep[] }>>;
  readonly jobs: Readonly<Record<string, CircleJob>>;
  readonly workflows: {
    readonly tests: { readonly jobs: readonly (string | Readonly<Record<string, Requirement>>)[] };
  };
}

interface CircleJob {
  readonly parallelism?: number;
  readonly steps: readonly CircleStep[];
}

interface Requirement {
  readonly requires: readonly (string | Readonly<Record<string, readonly string[]>>)[];
}

type CircleStep = string | { readonly [kind: string]: string | Readonly<Record<string, unknown>> };

/** docs/ci/circleci.yml, so that it can be played. */
export function circleci(): Pipeline {
  const file = readExample('circleci.yml') as CircleFile;
  return {
    jobs: file.workflows.tests.jobs.map((entry) => {
      const [name = '', requirement] = typeof entry === 'string' ? [entry] : (Object.entries(entry)[0] ?? []);
      const job = file.jobs[name];
      if (job === undefined) throw new Error(`There is no job ${name}.`);
      return { name, always: runsAfterFailure(requirement), nodes: () => nodesOf(job, file) };
    }),
  };
}

function runsAfterFailure(requirement: Requirement | undefined): boolean {
  return (
    requirement?.requires.some(
      (one) => typeof one !== 'string' && Object.values(one).flat().includes('failed'),
    ) ?? false
  );
}

function nodesOf({ parallelism = 1, steps }: CircleJob, file: CircleFile): readonly Node[] {
  return Array.from({ length: parallelism }, (_, index) => ({
    // CircleCI counts nodes from 0: https://circleci.com/docs/reference/variables/
    environment: {
      CIRCLECI: 'true',
      CIRCLE_NODE_INDEX: String(index),
      CIRCLE_NODE_TOTAL: String(parallelism),
      CIRCLE_WORKFLOW_ID: 'w1',
    },
    steps: steps.flatMap((step) => stepsOf(step, file)),
  }));
}

function stepsOf(step: CircleStep, file: CircleFile): readonly Step[] {
  if (typeof step === 'string') {
    return step === 'checkout'
      ? []
      : (file.commands[step]?.steps.flatMap((each) => stepsOf(each, file)) ?? []);
  }
  const [kind = '', value = ''] = Object.entries(step)[0] ?? [];
  const given = (typeof value === 'string' ? {} : value) as {
    readonly key: string;
    readonly keys: readonly string[];
    readonly paths: readonly string[];
    readonly path: string;
    readonly when?: string;
  };
  switch (kind) {
    case 'run':
      return [{ kind: 'run', commands: value as string }];
    case 'persist_to_workspace':
      return [{ kind: 'keep', store: 'workspace', paths: given.paths, always: false }];
    case 'attach_workspace':
      return [{ kind: 'fetch', stores: /^workspace$/ }];
    case 'save_cache': {
      const store = `cache-${given.key.replace('{{ .Environment.CIRCLE_WORKFLOW_ID }}', 'w1')}`;
      return [{ kind: 'keep', store, paths: given.paths, always: given.when === 'always' }];
    }
    case 'restore_cache':
      return given.keys.map((key) => ({ kind: 'fetch', stores: new RegExp(`^cache-${key}`) }));
    case 'store_test_results':
    case 'store_artifacts':
      return [{ kind: 'keep', store: `artifact-${kind}`, paths: [given.path], always: true }];
    default:
      throw new Error(`No test plays ${kind}.`);
  }
}
