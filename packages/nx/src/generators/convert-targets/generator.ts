import {
  getProjects,
  logger,
  type ProjectConfiguration,
  type TargetConfiguration,
  type Tree,
  updateProjectConfiguration,
} from 'nx/src/devkit-exports.js';
import { cachedFolder } from '../../plugin/cached-folder.js';
import { EXECUTOR } from '../../plugin/executor-name.js';
import { readPyproject } from '../../plugin/pyproject.js';
import { configurePytest, configuresPytest } from '../configuration/configure-pytest.js';
import { formatFiles } from '../format-files.js';
import { initGenerator } from '../init/generator.js';
import { type ReadCommand, readCommand } from './read-command.js';

export interface ConvertTargetsOptions {
  /** Only this project; all when absent. */
  readonly project?: string;
  /** Only targets of this name; all that run pytest when absent. */
  readonly targetName?: string;
  readonly skipFormat?: boolean;
}

/** Executors that run commands. */
const RUNNERS = ['nx:run-commands', '@nrwl/workspace:run-commands', '@nxlv/python:run-commands'];

/** Options of theirs that the executor does as well. */
const UNDERSTOOD = ['command', 'commands', 'cwd', 'color', 'parallel', 'forwardAllArgs'];

/** Named sets of files, all of which the inferred inputs hold. */
const ORDINARY_INPUTS = /^\^?(default|production|sharedGlobals|\{projectRoot\}\/\*\*\/\*)$/;

/** Makes targets that run pytest by a command run it by the executor. Those that it cannot convert stay, and are told. */
export async function convertTargetsGenerator(tree: Tree, options: ConvertTargetsOptions): Promise<void> {
  const { project: only, targetName } = options;
  const projects = [...getProjects(tree)].filter(([name]) => only === undefined || name === only);
  if (projects.length === 0 && only !== undefined)
    throw new Error(`There is no project ${only} with a project.json or package.json.`);
  let isConverted = false;
  for (const [name, project] of projects) {
    const targets = convertTargets(name, project, targetName);
    if (Object.keys(targets).length === 0) continue;
    isConverted = true;
    makeKnown(tree, project, name);
    updateProjectConfiguration(tree, name, { ...project, targets: { ...project.targets, ...targets } });
  }
  if (isConverted) await initGenerator(tree, { skipFormat: true });
  else logger.info('No target was converted.');
  if (options.skipFormat !== true) await formatFiles(tree);
}

/** What the plugin says of a target, such as its inputs and outputs, it says of Python projects. */
function makeKnown(tree: Tree, { root }: ProjectConfiguration, name: string): void {
  configurePytest(tree, root);
  if (configuresPytest(tree, root)) return;
  const pyproject = tree.read(`${root}/pyproject.toml`, 'utf8');
  if (pyproject !== null && readPyproject(pyproject).name !== undefined) return;
  logger.warn(
    `${name} is no Python project to the plugin: without a named pyproject.toml or a pytest configuration in ${root}, nothing is cached.`,
  );
}

/** The targets of a project that are converted; it is told of all that run pytest. */
function convertTargets(
  name: string,
  project: ProjectConfiguration,
  only: string | undefined,
): Readonly<Record<string, TargetConfiguration>> {
  const converted: Record<string, TargetConfiguration> = {};
  for (const [target, configuration] of Object.entries(project.targets ?? {})) {
    if (only !== undefined && target !== only) continue;
    const read = readTarget(configuration, project, name);
    if (read.kind === 'kept') logger.warn(`${name}:${target} stays as it is: it ${read.reason}.`);
    if (read.kind !== 'pytest') continue;
    converted[target] = convert(configuration, target, read.options);
    logger.info(`${name}:${target} is run by ${EXECUTOR} now.`);
  }
  return converted;
}

function readTarget(target: TargetConfiguration, { root }: ProjectConfiguration, name: string): ReadCommand {
  const { executor, command, configurations = {} } = target;
  const isRunner = executor === undefined ? command !== undefined : RUNNERS.includes(executor);
  if (!isRunner) return { kind: 'other' };
  const options: Readonly<Record<string, unknown>> = { command, ...target.options };
  const filled = (text: string): string =>
    text
      .replaceAll('{projectRoot}', root)
      .replaceAll('{projectName}', name)
      .replaceAll('{workspaceRoot}/', '')
      .replaceAll('{workspaceRoot}', '.');
  const commands = commandsOf(options);
  const [only] = commands;
  const cwd = typeof options['cwd'] === 'string' ? filled(options['cwd']) : '.';
  if (only === undefined || !commands.some((text) => /\bpytest\b/.test(text))) return { kind: 'other' };
  if (commands.length > 1) return { kind: 'kept', reason: 'runs several commands' };
  const read = readCommand({ command: filled(only), cwd }, root);
  const further = Object.keys(options).find((key) => !UNDERSTOOD.includes(key));
  if (read.kind !== 'pytest') return read;
  if (further !== undefined) return { kind: 'kept', reason: `has the option ${further}` };
  return Object.keys(configurations).length > 0 ? { kind: 'kept', reason: 'has configurations' } : read;
}

function commandsOf({ command, commands }: Readonly<Record<string, unknown>>): readonly string[] {
  const all: readonly unknown[] = [command, ...(Array.isArray(commands) ? commands : [])];
  return all.flatMap((item) => {
    if (typeof item === 'string') return [item];
    const text: unknown = typeof item === 'object' && item !== null && 'command' in item ? item.command : '';
    return typeof text === 'string' && text !== '' ? [text] : [];
  });
}

/** What else is said of the target stays; inputs only when they say more than the usual, for the inferred ones are better. */
function convert(
  { command: _command, inputs, outputs, options: _options, ...rest }: TargetConfiguration,
  targetName: string,
  options: object,
): TargetConfiguration {
  const isOrdinary = inputs?.every((input) => typeof input === 'string' && ORDINARY_INPUTS.test(input));
  return {
    ...rest,
    executor: EXECUTOR,
    ...(inputs === undefined || isOrdinary === true ? {} : { inputs }),
    ...(outputs === undefined ? {} : { outputs: [...outputs, `{projectRoot}/${cachedFolder(targetName)}`] }),
    options,
  };
}
