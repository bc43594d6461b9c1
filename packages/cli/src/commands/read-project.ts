import { delimiter } from 'node:path';
import {
  discoverFiles,
  type Discovery,
  type Environment,
  findInterpreter,
  findModules,
  initialPaths,
  type Interpreter,
  interpreterProblem,
  isGiven,
  listedFiles,
  type PytestArguments,
  type PytestConfiguration,
  type PytestProject,
  readPytestConfiguration,
  searchedFolders,
  takeOver,
  UsageError,
  type WholeRun,
  withXdistGroups,
} from '@steadfast/pytest';
import type { OptionName, OptionValues } from '../options/option-table.js';
import { applyOverrides } from '../options/overrides.js';
import type { GivenOption, OptionOrigin } from '../options/read-options.js';
import type { SteadfastTable } from '../options/steadfast-table.js';
import type { CommandContext } from './command-context.js';

/** What the command line, the environment and the configuration say. */
export interface ProjectRequest {
  readonly options: OptionValues;
  /** Where each option that has not its default was given. */
  readonly origins: ReadonlyMap<OptionName, OptionOrigin>;
  /** Steadfast's own options on the command line. */
  readonly own: readonly GivenOption[];
  /** What of the command line is pytest's. */
  readonly given: PytestArguments;
  /** `[tool.steadfast]`, for its overrides. */
  readonly table: SteadfastTable | undefined;
}

/** What a run has to know of a project before it looks for tests. */
export interface ProjectSetup {
  readonly interpreter: Interpreter;
  /** The environment of every pytest. */
  readonly environment: Environment;
  readonly configuration: PytestConfiguration;
}

/**
 * Finds interpreter and configuration.
 *
 * @throws {UsageError} for what the user has to put right first.
 */
export async function readProject(
  { options, given }: ProjectRequest,
  { directory, environment: surrounding }: CommandContext,
): Promise<ProjectSetup> {
  const result = await findInterpreter({ option: options.python, directory, environment: surrounding });
  if (result.kind !== 'found') throw new UsageError(interpreterProblem(result));
  const { interpreter } = result;
  const environment = { ...surrounding, ...interpreter.environment };
  const configuration = readPytestConfiguration({
    directory,
    arguments: given,
    environment,
    pytestVersion: interpreter.pytestVersion,
  });
  return { interpreter, environment, configuration };
}

/** pytest puts the folders of its setting `pythonpath` first. */
function withPythonPath(folders: readonly string[], { PYTHONPATH: given }: Environment): Environment {
  return folders.length === 0 ? {} : { PYTHONPATH: [...folders, ...(given ? [given] : [])].join(delimiter) };
}

/** What every pytest of a run is started with. */
export function pytestProject(
  { interpreter, environment }: ProjectSetup,
  { words }: Pick<WholeRun, 'words'>,
  given: PytestArguments,
  root: string,
  variables: Readonly<Record<string, string>> = {},
): PytestProject {
  return {
    root,
    python: interpreter.executable,
    runPaths: initialPaths(given.paths, root),
    pytestOptions: words.options,
    environment: {
      ...environment,
      PYTEST_ADDOPTS: words.pytestAddopts ?? environment['PYTEST_ADDOPTS'],
      ...variables,
    },
  };
}

/**
 * Finds the test files of a project, with what overrides say of them.
 *
 * @throws {UsageError} for a path or an override that cannot be understood.
 */
export async function findFiles(
  request: ProjectRequest,
  project: ProjectSetup,
  directory: string,
): Promise<Discovery> {
  const { interpreter, environment, configuration } = project;
  const { arguments: given, settings } = configuration;
  const words = isGiven(given, '--pyargs') ? [...given.paths, ...settings.testpaths] : [];
  const modules = await findModules(interpreter.executable, words, directory, {
    ...environment,
    ...withPythonPath(settings.pythonpath, environment),
  });
  const search = { directory, configuration, modules };
  const way = await listedFiles({
    pytest: pytestProject(
      project,
      takeOver({ directory, configuration, ...request }),
      request.given,
      directory,
    ),
    configuration,
    folders: searchedFolders(search),
    collectors: interpreter.collectors,
  });
  const discovery = discoverFiles({ ...search, way });
  const usesXdist = interpreter.plugins.some((name) => /^pytest[-_.]xdist$/i.test(name));
  const files = usesXdist ? withXdistGroups(discovery.files) : discovery.files;
  return { ...discovery, files: applyOverrides(files, request.table) };
}
