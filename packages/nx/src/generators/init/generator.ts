import {
  type ExpandedPluginConfiguration,
  type NxJsonConfiguration,
  readNxJson,
  type Tree,
  updateNxJson,
} from 'nx/src/devkit-exports.js';
import { EXECUTOR } from '../../plugin/executor-name.js';
import { formatFiles } from '../format-files.js';
import { PLUGIN_NAME, type PluginOptions, readPluginOptions } from '../../plugin/plugin-options.js';

export interface InitGeneratorOptions extends PluginOptions {
  readonly skipFormat?: boolean;
}

/** What runs write and git need not know. */
const IGNORED = [
  '.nx/cache',
  '.nx/workspace-data',
  '.steadfast',
  '.pytest_cache',
  '__pycache__',
  '.coverage',
];

/** Adds the plugin to nx.json, and what runs write to .gitignore. What is there already stays as it is, options included. */
export async function initGenerator(tree: Tree, options: InitGeneratorOptions): Promise<void> {
  addPlugin(tree, options);
  ignoreWhatRunsWrite(tree);
  if (options.skipFormat !== true) await formatFiles(tree);
}

/** What nx.json says to the plugin; `undefined` when it does not name it, or says nothing. */
export function pluginOptionsOf(tree: Tree): unknown {
  const entry = entryOf(readNxJson(tree)?.plugins);
  return typeof entry === 'object' ? entry.options : undefined;
}

function entryOf(plugins: NxJsonConfiguration['plugins']): string | ExpandedPluginConfiguration | undefined {
  return plugins?.find((entry) => (typeof entry === 'string' ? entry : entry.plugin) === PLUGIN_NAME);
}

function addPlugin(tree: Tree, { targetName, ciTargetName }: InitGeneratorOptions): void {
  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  if (entryOf(plugins) !== undefined) return;
  const settings = readPluginOptions({
    ...(targetName === undefined ? {} : { targetName }),
    ...(ciTargetName === undefined ? {} : { ciTargetName }),
  });
  const options = {
    targetName: settings.targetName,
    ...(settings.ciTargetName === undefined ? {} : { ciTargetName: settings.ciTargetName }),
  };
  updateNxJson(tree, {
    ...nxJson,
    plugins: [...plugins, { plugin: PLUGIN_NAME, options }],
    ...ownDefaults(nxJson, settings.targetName),
  });
}

/** What a workspace says of all targets called `test` is meant for others: said of the executor, nothing of it holds. */
function ownDefaults(
  { targetDefaults }: NxJsonConfiguration,
  targetName: string,
): Partial<NxJsonConfiguration> {
  if (targetDefaults?.[targetName] === undefined || targetDefaults[EXECUTOR] !== undefined) return {};
  return { targetDefaults: { ...targetDefaults, [EXECUTOR]: { cache: true } } };
}

function ignoreWhatRunsWrite(tree: Tree): void {
  const text = tree.read('.gitignore', 'utf8') ?? '';
  const known = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, '')));
  // All of .nx may be ignored by one line.
  const missing = IGNORED.filter(
    (entry) => !known.has(entry) && !(entry.startsWith('.nx/') && known.has('.nx')),
  );
  if (missing.length === 0) return;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  tree.write('.gitignore', `${text}${separator}${missing.join('\n')}\n`);
}
