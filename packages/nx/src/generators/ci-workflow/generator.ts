import { logger, readNxJson, type Tree, updateNxJson } from 'nx/src/devkit-exports.js';
import { PLUGIN_NAME, readPluginOptions } from '../../plugin/plugin-options.js';
import { formatFiles } from '../format-files.js';
import { initGenerator, pluginOptionsOf } from '../init/generator.js';
import { githubWorkflow } from './github-workflow.js';
import { gitlabPipeline } from './gitlab-pipeline.js';
import { commandsOf } from './workspace-commands.js';

export interface CiWorkflowOptions {
  readonly ci: 'github' | 'gitlab';
  /** `shards` splits every project over machines, without Nx Cloud; `atomized` has a cached task per test file. */
  readonly mode?: 'shards' | 'atomized';
  /** How many machines, with `shards`. */
  readonly shards?: number;
  readonly skipFormat?: boolean;
}

/** What a workflow is made from. */
export interface Workflow {
  readonly commands: ReturnType<typeof commandsOf>;
  readonly target: string;
  /** 0 without shards. */
  readonly shards: number;
}

const CI_TARGET = 'test-ci';
const GITLAB_FILE = '.gitlab/steadfast.gitlab-ci.yml';

/** Writes a CI workflow that tests what a change affects. */
export async function ciWorkflowGenerator(tree: Tree, options: CiWorkflowOptions): Promise<void> {
  const { ci, mode = 'shards', shards = 4 } = options;
  await initGenerator(tree, { skipFormat: true });
  const isAtomized = mode === 'atomized';
  const { targetName } = readPluginOptions(pluginOptionsOf(tree));
  const workflow: Workflow = {
    commands: commandsOf(tree),
    target: isAtomized ? ciTargetOf(tree) : targetName,
    shards: isAtomized ? 0 : shards,
  };
  if (ci === 'github') tree.write('.github/workflows/steadfast.yml', githubWorkflow(workflow));
  else writeForGitLab(tree, gitlabPipeline(workflow));
  if (options.skipFormat !== true) await formatFiles(tree);
}

/** The name of the group of CI targets, which nx.json gets if it has none. */
function ciTargetOf(tree: Tree): string {
  const { ciTargetName } = readPluginOptions(pluginOptionsOf(tree));
  if (ciTargetName !== undefined) return ciTargetName;
  const nxJson = readNxJson(tree) ?? {};
  const plugins = (nxJson.plugins ?? []).map((entry) => {
    const expanded = typeof entry === 'string' ? { plugin: entry } : entry;
    if (expanded.plugin !== PLUGIN_NAME) return entry;
    return { ...expanded, options: { ...readPluginOptions(expanded.options), ciTargetName: CI_TARGET } };
  });
  updateNxJson(tree, { ...nxJson, plugins });
  return CI_TARGET;
}

function writeForGitLab(tree: Tree, pipeline: string): void {
  tree.write(GITLAB_FILE, pipeline);
  const include = `include:\n  - local: ${GITLAB_FILE}\n`;
  const own = tree.read('.gitlab-ci.yml', 'utf8');
  if (own === null) tree.write('.gitlab-ci.yml', include);
  else if (!own.includes(GITLAB_FILE)) logger.warn(`Add to .gitlab-ci.yml:\n\n${include}`);
}
