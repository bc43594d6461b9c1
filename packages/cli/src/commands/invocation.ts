import type { Environment } from '@steadfast/pytest';

/** How somebody came to call the command, as far as the environment tells. */
export interface Invocation {
  /** The project of the monorepo tool; absent where there is none. */
  readonly project?: string;
  /** The words before a test id in a command that runs it again. */
  readonly rerun: string;
}

type Detector = (environment: Environment) => Invocation | undefined;

/** Each tool tells its tasks what they are. The first that speaks is the innermost: tools also call scripts of npm. */
const DETECTORS: readonly Detector[] = [nx, turborepo, moon, lerna, npm];

/** Who runs the command, for messages that say how to run something again. */
export function invocationOf(environment: Environment): Invocation {
  for (const detect of DETECTORS) {
    const found = detect(environment);
    if (found !== undefined) return found;
  }
  return { rerun: 'steadfast' };
}

function nx({
  NX_TASK_TARGET_PROJECT: project,
  NX_TASK_TARGET_TARGET: target,
}: Environment): Invocation | undefined {
  if (!project || !target) return undefined;
  const task = /^[\w-]+$/.test(target) ? `${target} ${project}` : `run ${project}:${target}`;
  return { project, rerun: `npx nx ${task} --` };
}

function turborepo(environment: Environment): Invocation | undefined {
  const { TURBO_HASH: hash, npm_package_name: project, npm_lifecycle_event: script = 'test' } = environment;
  if (!hash || !project) return undefined;
  return { project, rerun: `npx turbo run ${script} --filter=${project} --` };
}

function moon({ MOON_TARGET: target }: Environment): Invocation | undefined {
  const [project] = target?.split(':') ?? [];
  return target && project ? { project, rerun: `moon run ${target} --` } : undefined;
}

function lerna(environment: Environment): Invocation | undefined {
  const { LERNA_PACKAGE_NAME: project, npm_lifecycle_event: script = 'test' } = environment;
  return project ? { project, rerun: `npx lerna run ${script} --scope=${project} --` } : undefined;
}

/** A script of a package, but not `npx`, which npm calls a script, too. */
function npm({
  npm_lifecycle_event: script,
  npm_package_name: project,
}: Environment): Invocation | undefined {
  if (script === 'npx') return { rerun: 'npx steadfast' };
  if (!script) return undefined;
  const workspace = project ? ` --workspace=${project}` : '';
  return { ...(project && { project }), rerun: `npm run ${script}${workspace} --` };
}
