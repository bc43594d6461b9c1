import { createProjectGraphAsync, getProjects, logger, type Tree } from 'nx/src/devkit-exports.js';
import { readPluginOptions } from '../../plugin/plugin-options.js';
import { formatFiles } from '../format-files.js';
import { initGenerator, pluginOptionsOf } from '../init/generator.js';
import { configurePytest } from './configure-pytest.js';
import { declareOptions, type TargetSettings } from './declare-options.js';

export interface ConfigurationGeneratorOptions extends TargetSettings {
  /** Name of a project, or a folder. */
  readonly project: string;
  readonly skipFormat?: boolean;
}

/** Gives one project a target that runs its tests: a pytest configuration where it has none, and options where some are asked for. */
export async function configurationGenerator(
  tree: Tree,
  { project, skipFormat, ...settings }: ConfigurationGeneratorOptions,
): Promise<void> {
  const root = await findRoot(tree, project);
  await initGenerator(tree, { skipFormat: true });
  configurePytest(tree, root);
  const { targetName } = readPluginOptions(pluginOptionsOf(tree));
  declareOptions(tree, root, targetName, settings);
  logger.info(`The tests of ${root} are run by the target ${targetName}.`);
  if (skipFormat !== true) await formatFiles(tree);
}

/** A folder, a project with a file of its own for Nx, or one that a plugin has inferred. */
async function findRoot(tree: Tree, project: string): Promise<string> {
  const folder = project.replace(/^\.\//, '').replace(/\/$/, '');
  if (tree.exists(folder) && !tree.isFile(folder)) return folder;
  const known = getProjects(tree).get(project)?.root;
  if (known !== undefined) return known;
  const inferred = (await createProjectGraphAsync()).nodes[project]?.data.root;
  if (inferred !== undefined) return inferred;
  throw new Error(`There is no project and no folder ${project}.`);
}
