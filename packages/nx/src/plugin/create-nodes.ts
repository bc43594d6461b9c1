import { basename, dirname, join } from 'node:path';
import {
  type CreateNodes,
  type CreateNodesContextV2,
  type CreateNodesResult,
  createNodesFromFiles,
  type ProjectConfiguration,
} from 'nx/src/devkit-exports.js';
import { inputsOf, type InputsRequest, namedInputsOf } from './cache-inputs.js';
import { declaredOptions } from './declared-options.js';
import { environmentCommand } from './environment-command.js';
import { findTestFiles } from './find-test-files.js';
import { type PluginSettings, readPluginOptions } from './plugin-options.js';
import { CONFIGURATION_GLOB } from './pytest-configuration.js';
import { nameOf, type PythonFolder, PythonWorkspace } from './python-workspace.js';
import { fileTarget, groupTarget, reportsOfFiles, testTarget } from './test-target.js';
import { testedFolders } from './tested-folders.js';
import { reportsOf } from './written-files.js';

/** Makes every Python project of the workspace known to Nx, and gives those with tests a target that runs them. */
export const createNodes: CreateNodes = [
  CONFIGURATION_GLOB,
  async (files, options, context) => {
    const settings = readPluginOptions(options);
    const workspace = new PythonWorkspace(context.workspaceRoot);
    const tested = await readTestedFolders(files, workspace);
    return createNodesFromFiles(
      async (file) => {
        const folder = workspace.folder(dirname(file));
        // A folder may hold several of the files; the one that counts speaks for the project.
        if (folder === undefined || speaker(folder) !== basename(file)) return {};
        if (tested.has(folder.root)) return inferProject(folder, settings, context);
        return folder.root === '.' ? {} : projectResult(folder, context, {});
      },
      files,
      undefined,
      context,
    );
  },
];

/** The name by which Nx before 22 knows {@link createNodes}. */
export const createNodesV2 = createNodes;

function speaker({ isConfigured, configuration }: PythonFolder): string | undefined {
  return isConfigured ? configuration?.file : 'pyproject.toml';
}

/** A file that cannot be read is told where its project is inferred. */
async function readTestedFolders(
  files: readonly string[],
  workspace: PythonWorkspace,
): Promise<ReadonlySet<string>> {
  const roots = [...new Set(files.map((file) => dirname(file)))];
  const folders = roots.flatMap((root) => {
    try {
      return workspace.folder(root) ?? [];
    } catch {
      return [];
    }
  });
  // Only Nx knows which files are ignored. It loads this long before.
  const { globWithWorkspaceContext } = await import('nx/src/utils/workspace-context.js');
  return testedFolders(folders, await globWithWorkspaceContext(workspace.root, ['**/*.py']));
}

async function inferProject(
  folder: PythonFolder,
  { targetName, ciTargetName }: PluginSettings,
  context: CreateNodesContextV2,
): Promise<CreateNodesResult> {
  const { workspaceRoot, nxJsonConfiguration: nxJson } = context;
  const options = declaredOptions(join(workspaceRoot, folder.root), targetName, nxJson);
  const reports = reportsOf(options, folder.configuration?.addedArguments ?? []);
  const request: InputsRequest = {
    root: folder.root,
    reports,
    environmentCommand: environmentCommand(folder, options['python'], workspaceRoot),
    nxJson,
  };
  const inputs = inputsOf(request);
  const test = testTarget({ root: folder.root, inputs, reports, targetName });
  const namedInputs = namedInputsOf(request);
  const further = namedInputs === undefined ? {} : { namedInputs: { ...namedInputs } };
  if (ciTargetName === undefined) {
    return projectResult(folder, context, { targets: { [targetName]: test }, ...further });
  }
  const testFiles = await findTestFiles(join(workspaceRoot, folder.root), options);
  const ciInputs = inputsOf({ ...request, reports: [...reports, ...reportsOfFiles(options)] });
  const ofFile = { root: folder.root, inputs: ciInputs, reports };
  const ofFiles = Object.fromEntries(
    testFiles.map((file) => {
      const name = `${ciTargetName}--${file}`;
      return [name, fileTarget({ ...ofFile, targetName: name }, file, options)];
    }),
  );
  return projectResult(folder, context, {
    targets: { [targetName]: test, ...ofFiles, [ciTargetName]: groupTarget(Object.keys(ofFiles)) },
    metadata: { targetGroups: { [`${folder.root} (CI)`]: [ciTargetName, ...Object.keys(ofFiles)] } },
    ...further,
  });
}

function projectResult(
  folder: PythonFolder,
  { workspaceRoot }: CreateNodesContextV2,
  configuration: Partial<ProjectConfiguration>,
): CreateNodesResult {
  const { root } = folder;
  const name = nameOf(folder, workspaceRoot);
  return { projects: { [root]: { name, root, ...configuration } } };
}
