import { availableCpus } from '@steadfast/core';
import { isGiven, listPlugins, UsageError } from '@steadfast/pytest';
import type { Suite } from '../../compare/suite.js';
import { findFiles, type ProjectRequest, readProject } from '../read-project.js';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';

/** A suite as experiments need it. */
export interface SuiteOfProject {
  readonly suite: Suite;
  /** Absolute path: pytest's rootdir. */
  readonly rootDirectory: string;
  readonly jobs: number;
  /** Installed plugins and their versions. */
  readonly plugins: Readonly<Record<string, string>>;
}

/**
 * Finds a project's test files, and the options with which pytest runs all of them in one process and in a steady order.
 *
 * @throws {UsageError} when there is nothing to run.
 */
export async function readSuite(
  request: ProjectRequest,
  context: CommandContext,
  signal: AbortSignal,
): Promise<SuiteOfProject> {
  const { directory } = context;
  const { given, options } = request;
  const project = await readProject(request, context);
  const { interpreter, configuration, environment } = project;
  const { files, notices, problems } = await findFiles(request, project, directory);
  for (const line of [...notices, ...problems]) notify(context, line);
  if (files.length === 0) throw new UsageError('no test file was found');
  const plugins = await listPlugins(interpreter.executable, directory, environment);
  const suite: Suite = {
    python: interpreter.executable,
    cwd: directory,
    files: files.map(({ path }) => path).sort(),
    pytestOptions: [
      ...given.options.flatMap(({ words }) => words),
      ...steadyOptions(plugins),
      // The whole suite is compared, wherever the configuration would stop.
      ...(STOPPING.some((name) => isGiven(configuration.arguments, name)) ? ['--maxfail=0'] : []),
    ],
    environment: definedOnly(environment),
    signal,
  };
  const jobs = options.jobs === 'auto' ? availableCpus() : options.jobs;
  return { suite, rootDirectory: configuration.rootDirectory, jobs: Math.min(jobs, files.length), plugins };
}

/** Options that end a session early. */
const STOPPING = ['--exitfirst', '--maxfail'] as const;

/** Options that keep plugins from spreading or shuffling the tests. */
function steadyOptions(plugins: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...('pytest-xdist' in plugins ? ['-n0'] : []),
    ...('pytest-randomly' in plugins ? ['--randomly-dont-reorganize'] : []),
  ];
}

function definedOnly(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
