import {
  getProjects,
  readNxJson,
  type TargetConfiguration,
  type Tree,
  updateNxJson,
  updateProjectConfiguration,
} from 'nx/src/devkit-exports.js';
import { EXECUTOR } from '../../plugin/executor-name.js';
import { readPluginOptions } from '../../plugin/plugin-options.js';
import { formatFiles } from '../../generators/format-files.js';
import { pluginOptionsOf } from '../../generators/init/generator.js';

/** What was called `warm` is called `pytest` now: attempts are forked when pytest is there. */
export async function renameWarmIsolation(tree: Tree): Promise<void> {
  const { targetName } = readPluginOptions(pluginOptionsOf(tree));
  const isOurs = (name: string, { executor }: TargetConfiguration): boolean =>
    executor === EXECUTOR || (executor === undefined && name === targetName);
  for (const [name, project] of getProjects(tree)) {
    const targets = Object.fromEntries(
      Object.entries(project.targets ?? {}).flatMap(([target, configuration]) =>
        isOurs(target, configuration) && isWarm(configuration) ? [[target, renamed(configuration)]] : [],
      ),
    );
    if (Object.keys(targets).length > 0)
      updateProjectConfiguration(tree, name, { ...project, targets: { ...project.targets, ...targets } });
  }
  const nxJson = readNxJson(tree) ?? {};
  const defaults: unknown = nxJson.targetDefaults?.[EXECUTOR];
  if (isWarm(defaults))
    updateNxJson(tree, {
      ...nxJson,
      targetDefaults: { ...nxJson.targetDefaults, [EXECUTOR]: renamed(defaults) },
    });
  await formatFiles(tree);
}

function isWarm(configuration: unknown): configuration is TargetConfiguration {
  return JSON.stringify(configuration ?? null).includes('"isolation":"warm"');
}

function renamed({ options, configurations, ...rest }: TargetConfiguration): TargetConfiguration {
  return {
    ...rest,
    ...(options === undefined ? {} : { options: withNewName(options) }),
    ...(configurations === undefined
      ? {}
      : {
          configurations: Object.fromEntries(
            Object.entries(configurations).map(([name, more]) => [name, withNewName(more)]),
          ),
        }),
  };
}

function withNewName(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return options['isolation'] === 'warm' ? { ...options, isolation: 'pytest' } : options;
}
