import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node, Outputs, Pipeline, Step } from './pipeline.js';
import { readExample } from './read-example.js';

interface Workflow {
  readonly jobs: Readonly<Record<string, GithubJob>>;
}

interface GithubJob {
  readonly if?: string;
  readonly strategy?: { readonly matrix: string };
  readonly steps: readonly GithubStep[];
}

interface GithubStep {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** Values of the expressions that the example uses. */
type Context = Readonly<Record<string, string>>;

const OUTPUT_FILE = '.github-output';

/** docs/ci/github-actions.yml, so that it can be played. */
export function githubActions(): Pipeline {
  const { jobs } = readExample('github-actions.yml') as Workflow;
  return {
    jobs: Object.entries(jobs).map(([name, job]) => ({
      name,
      always: job.if?.startsWith('always()') ?? false,
      nodes: (outputs) => nodesOf(job, outputs),
    })),
    outputsOf: (machine) => readOutputs(join(machine.root, OUTPUT_FILE)),
  };
}

function nodesOf({ strategy, steps }: GithubJob, outputs: Outputs): readonly Node[] {
  const entries = strategy === undefined ? [{}] : matrixOf(strategy.matrix, outputs);
  return entries.map((entry, index) => {
    const context: Context = {
      'github.run_id': '1',
      'github.run_attempt': '1',
      'strategy.job-index': String(index),
      ...Object.fromEntries(Object.entries(entry).map(([key, value]) => [`matrix.${key}`, String(value)])),
    };
    return {
      environment: { GITHUB_OUTPUT: OUTPUT_FILE },
      steps: steps.flatMap((step) => stepOf(step, context)),
    };
  });
}

function matrixOf(expression: string, outputs: Outputs): readonly object[] {
  const name = /^\$\{\{ fromJSON\(needs\.\w+\.outputs\.(\w+)\) \}\}$/.exec(expression)?.[1];
  const text = outputs[name ?? ''];
  if (text === undefined) throw new Error(`The matrix ${expression} has no value.`);
  return (JSON.parse(text) as { readonly include: readonly object[] }).include;
}

function stepOf(step: GithubStep, context: Context): readonly Step[] {
  if (step.run !== undefined) return [{ kind: 'run', commands: fill(step.run, context) }];
  const given = (key: string): string => fill(step.with?.[key] ?? '', context);
  const always = step.if === 'always()';
  const { uses = 'a step that neither runs nor uses anything' } = step;
  switch (uses) {
    case 'actions/checkout@v4':
    case 'actions/setup-node@v4':
    case 'actions/setup-python@v5':
      return [];
    case 'actions/upload-artifact@v4':
      return [{ kind: 'keep', store: `artifact-${given('name')}`, ...uploaded(given('path')), always }];
    case 'actions/download-artifact@v4': {
      const names = given('name') || given('pattern').replace('*', '.*');
      return [{ kind: 'fetch', stores: new RegExp(`^artifact-${names}$`), to: given('path') || '.' }];
    }
    case 'actions/cache/save@v4':
      return [{ kind: 'keep', store: `cache-${given('key')}`, paths: [given('path')], always }];
    case 'actions/cache/restore@v4':
      return [{ kind: 'fetch', stores: new RegExp(`^cache-${given('restore-keys')}`) }];
    default:
      throw new Error(`No test plays ${uses}.`);
  }
}

/** An artifact of one folder holds what is in the folder, without its name. */
function uploaded(path: string): { readonly paths: readonly string[]; readonly inside?: string } {
  const paths = path.split('\n').filter((line) => line !== '');
  const [only] = paths;
  return paths.length === 1 && only !== undefined && !only.includes('.')
    ? { paths: ['.'], inside: only }
    : { paths };
}

function fill(text: string, context: Context): string {
  return text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (expression, name: string) => {
    const value = context[name];
    if (value === undefined) throw new Error(`${expression} has no value here.`);
    return value;
  });
}

function readOutputs(path: string): Outputs {
  if (!existsSync(path)) return {};
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
