import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type FolderConfiguration, readConfiguration, type ReadFile } from './pytest-configuration.js';
import { type Pyproject, readPyproject } from './pyproject.js';

/** A folder that is a Python project: it configures pytest, or its `pyproject.toml` has a name. */
export interface PythonFolder {
  /** Relative to the workspace, with `/`; `.` for its root. */
  readonly root: string;
  readonly pyproject: Pyproject | undefined;
  /** What pytest takes here: the folder's own configuration, or the nearest above it. */
  readonly configuration: FolderConfiguration | undefined;
  /** Whether that is the folder's own. */
  readonly isConfigured: boolean;
}

/** The folder as Nx and messages name it. */
export function nameOf({ root, pyproject }: PythonFolder, workspaceRoot: string): string {
  return pyproject?.name ?? basename(join(workspaceRoot, root)).toLowerCase();
}

/** Reads the Python projects of a workspace, each folder once. */
export class PythonWorkspace {
  readonly #folders = new Map<string, PythonFolder | undefined>();
  readonly #configurations = new Map<string, FolderConfiguration | undefined>();

  constructor(readonly root: string) {}

  /**
   * The project in a folder; `undefined` when it is none.
   *
   * @throws Error of the TOML parser, which names line and column
   */
  folder(root: string): PythonFolder | undefined {
    if (!this.#folders.has(root)) this.#folders.set(root, this.#read(root));
    return this.#folders.get(root);
  }

  #read(root: string): PythonFolder | undefined {
    const content = this.#reader(root)('pyproject.toml');
    const pyproject = content === undefined ? undefined : readPyproject(content);
    const own = this.#configurationOf(root);
    if (own === undefined && pyproject?.name === undefined) return undefined;
    const configuration = own ?? this.#inherited(root);
    return { root, pyproject, configuration, isConfigured: own !== undefined };
  }

  #configurationOf(root: string): FolderConfiguration | undefined {
    if (!this.#configurations.has(root)) {
      this.#configurations.set(root, readConfiguration(this.#reader(root)));
    }
    return this.#configurations.get(root);
  }

  #inherited(root: string): FolderConfiguration | undefined {
    for (const folder of foldersAbove(root)) {
      const configuration = this.#configurationOf(folder);
      if (configuration !== undefined) return configuration;
    }
    return undefined;
  }

  #reader(root: string): ReadFile {
    return (name) => {
      const path = join(this.root, root, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    };
  }
}

/** The folders above one, the nearest first, up to the root of the workspace. */
export function foldersAbove(root: string): readonly string[] {
  if (root === '.') return [];
  const parent = dirname(root);
  return [parent, ...foldersAbove(parent)];
}
