import type { Tree } from 'nx/src/devkit-exports.js';
import { readConfiguration } from '../../plugin/pytest-configuration.js';
import { foldersAbove } from '../../plugin/python-workspace.js';

/**
 * Makes a folder configure pytest, which makes it a project. Does nothing when it does already, or when a folder above does:
 * then a file of its own would take that away.
 */
export function configurePytest(tree: Tree, root: string): void {
  if ([root, ...foldersAbove(root)].some((folder) => configuresPytest(tree, folder))) return;
  const hasTests = tree.exists(`${root}/tests`) && !tree.isFile(`${root}/tests`);
  const pyproject = tree.read(`${root}/pyproject.toml`, 'utf8');
  if (pyproject === null) {
    tree.write(`${root}/pytest.ini`, `[pytest]\n${hasTests ? 'testpaths = tests\n' : ''}`);
    return;
  }
  const section = `[tool.pytest.ini_options]\n${hasTests ? 'testpaths = ["tests"]\n' : ''}`;
  tree.write(`${root}/pyproject.toml`, `${pyproject.trimEnd()}\n\n${section}`);
}

/** Whether pytest takes its configuration from a folder. */
export function configuresPytest(tree: Tree, folder: string): boolean {
  const read = (name: string): string | undefined => tree.read(`${folder}/${name}`, 'utf8') ?? undefined;
  return readConfiguration(read) !== undefined;
}
