import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type CreateNodes, type CreateNodesResult, createNodesFromFiles } from 'nx/src/devkit-exports.js';
import { readPluginOptions } from './plugin-options.js';
import { CONFIGURATION_GLOB, findConfiguration, projectName, type ReadFile } from './pytest-configuration.js';
import { testTarget } from './test-target.js';

/** Gives every folder with a pytest configuration a target that runs its tests. */
export const createNodes: CreateNodes = [
  CONFIGURATION_GLOB,
  (files, options, context) => {
    const { targetName } = readPluginOptions(options);
    return createNodesFromFiles(
      (file) => inferProject(file, context.workspaceRoot, targetName),
      files,
      undefined,
      context,
    );
  },
];

/** The name by which Nx before 22 knows {@link createNodes}. */
export const createNodesV2 = createNodes;

function inferProject(file: string, workspaceRoot: string, targetName: string): CreateNodesResult {
  const root = dirname(file);
  const read: ReadFile = (name) => {
    const path = join(workspaceRoot, root, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  // A folder may hold several of the files; the one that counts speaks for the project.
  if (findConfiguration(read) !== basename(file)) return {};
  const name = projectName(read) ?? basename(join(workspaceRoot, root)).toLowerCase();
  return { projects: { [root]: { name, root, targets: { [targetName]: testTarget() } } } };
}
