import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { foldersAbove, type PythonFolder } from './python-workspace.js';

/** What makes a folder have an interpreter of its own. */
const ENVIRONMENT_MARKS = [
  ...[
    '.venv',
    'venv',
    '.pixi',
    '.pdm-python',
    '__pypackages__',
    '.python-version',
    'poetry.lock',
    'poetry.toml',
  ],
];

/**
 * The command that prints which interpreter runs a project's tests, and what is installed there. It names the folder where
 * the interpreter is found, not the project: Nx runs a command once for all the projects that share it.
 */
export function environmentCommand(folder: PythonFolder, python: unknown, workspaceRoot: string): string {
  const words = ['node', programPath(workspaceRoot), environmentFolder(folder, python, workspaceRoot)];
  if (typeof python === 'string') words.push(python);
  return words.map((word) => (/^[\w./@+-]+$/.test(word) ? word : `"${word}"`)).join(' ');
}

function environmentFolder(
  { root, pyproject }: PythonFolder,
  python: unknown,
  workspaceRoot: string,
): string {
  if (typeof python === 'string' || pyproject?.choosesPython === true) return root;
  const own = [root, ...foldersAbove(root)].find((folder) =>
    ENVIRONMENT_MARKS.some((name) => existsSync(join(workspaceRoot, folder, name))),
  );
  return own ?? '.';
}

/** Relative to the workspace, so that the command is the same on every machine. */
function programPath(workspaceRoot: string): string {
  const manifest = createRequire(import.meta.url).resolve('@steadfast/cli/package.json');
  return relative(workspaceRoot, join(dirname(manifest), 'bin/environment.js')).replaceAll(sep, '/');
}
