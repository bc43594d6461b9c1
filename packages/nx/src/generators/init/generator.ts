import { readNxJson, type Tree, updateNxJson } from 'nx/src/devkit-exports.js';
import { formatFiles } from '../format-files.js';
import { PLUGIN_NAME, type PluginOptions, readPluginOptions } from '../../plugin/plugin-options.js';

export interface InitGeneratorOptions extends PluginOptions {
  readonly skipFormat?: boolean;
}

/** Adds the plugin to nx.json. A workspace that has it stays as it is, options included. */
export async function initGenerator(
  tree: Tree,
  { targetName, skipFormat }: InitGeneratorOptions,
): Promise<void> {
  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  if (plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === PLUGIN_NAME)) return;
  const options = readPluginOptions(targetName === undefined ? undefined : { targetName });
  updateNxJson(tree, { ...nxJson, plugins: [...plugins, { plugin: PLUGIN_NAME, options }] });
  if (skipFormat !== true) await formatFiles(tree);
}
