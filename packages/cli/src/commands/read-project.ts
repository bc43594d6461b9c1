import {
  discoverFiles,
  type Discovery,
  type Environment,
  findInterpreter,
  findModules,
  type Interpreter,
  interpreterProblem,
  isGiven,
  type PytestArguments,
  type PytestConfiguration,
  readPytestConfiguration,
  UsageError,
} from '@steadfast/pytest';
import type { OptionName, OptionValues } from '../options/option-table.js';
import { applyOverrides } from '../options/overrides.js';
import type { SteadfastTable } from '../options/steadfast-table.js';
import type { CommandContext } from './command-context.js';

/** What the command line, the environment and the configuration say. */
export interface ProjectRequest {
  readonly options: OptionValues;
  /** Where each option that has not its default was given. */
  readonly origins: ReadonlyMap<OptionName, string>;
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

/**
 * Finds the test files of a project, with what overrides say of them.
 *
 * @throws {UsageError} for a path or an override that cannot be understood.
 */
export async function findFiles(
  { table }: Pick<ProjectRequest, 'table'>,
  { interpreter, environment, configuration }: ProjectSetup,
  directory: string,
): Promise<Discovery> {
  const { arguments: given, settings } = configuration;
  const words = isGiven(given, '--pyargs') ? [...given.paths, ...settings.testpaths] : [];
  const modules = await findModules(interpreter.executable, words, directory, environment);
  const discovery = discoverFiles({ directory, configuration, modules });
  return { ...discovery, files: applyOverrides(discovery.files, table) };
}
