import { join } from 'node:path';
import { execa } from 'execa';
import { createFolder, type Project } from './project.js';
import { packPackages } from './tarballs.js';

/** What a command in a workspace left. */
export interface WorkspaceResult {
  readonly exitCode: number | undefined;
  /** stdout and stderr as a person sees them. */
  readonly output: string;
}

export type WorkspaceCommand = ReturnType<typeof startCommand>;

/** A workspace of npm, with our packages installed as users get them. */
export interface Workspace extends Project {
  /** Runs a command of an installed package; one that fails is a result, not an exception. */
  run(command: string, ...args: readonly string[]): Promise<WorkspaceResult>;
  /** Starts a command of an installed package in a process group of its own. */
  start(command: string, ...args: readonly string[]): WorkspaceCommand;
  /** The same, with more in its environment. */
  startWith(
    env: Readonly<Record<string, string>>,
    command: string,
    ...args: readonly string[]
  ): WorkspaceCommand;
}

export interface WorkspaceOptions {
  /** Which of our packages a user would name; the others come as dependencies of these. */
  readonly package: '@steadfast/cli' | '@steadfast/nx';
  readonly files: Readonly<Record<string, string>>;
  /** Development dependencies from the registry, by version. */
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Further fields of package.json. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** Further options of `npm install`. */
  readonly npm?: readonly string[];
  /** Environment of every command; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Makes a workspace in a temporary folder and installs what it needs, from npm's cache where that has it. */
export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const ours = await tarballsOf(options.package);
  const manifest = {
    name: 'workspace',
    private: true,
    ...options.manifest,
    devDependencies: { ...options.dependencies, ...ours },
  };
  const folder = createFolder({ ...options.files, 'package.json': JSON.stringify(manifest) });
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', ...(options.npm ?? [])];
  await execa('npm', install, { cwd: folder.root });

  const startWith: Workspace['startWith'] = (env, command, ...args) =>
    startCommand(folder.root, { ...options.env, ...env }, command, args);
  const start: Workspace['start'] = (command, ...args) => startWith({}, command, ...args);
  const run = async (command: string, ...args: readonly string[]): Promise<WorkspaceResult> => {
    const { exitCode, all } = await start(command, ...args);
    return { exitCode, output: all };
  };
  return { ...folder, start, startWith, run };
}

async function tarballsOf(name: WorkspaceOptions['package']): Promise<Record<string, string>> {
  const needed = (await packPackages()).filter(
    (tarball) => tarball.name === name || tarball.name === '@steadfast/cli',
  );
  return Object.fromEntries(needed.map(({ name: dependency, path }) => [dependency, `file:${path}`]));
}

function startCommand(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  command: string,
  args: readonly string[],
) {
  return execa(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    env: { CI: 'true', FORCE_COLOR: '0', ...env },
    all: true,
    reject: false,
    stdin: 'ignore',
    detached: true,
  });
}
