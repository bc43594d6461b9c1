import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isFile, kindOf } from '../discovery/path-kind.js';
import { poetryEnvironment } from './poetry-environment.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An interpreter that may be the project's. */
export interface InterpreterCandidate {
  /** A path, or a name that is looked for on the PATH. */
  readonly command: string;
  /** Why it is a candidate, as messages say it. */
  readonly origin: string;
  /** Whether the next candidate is tried when this one is no good. Somebody chose the others. */
  readonly chosen: boolean;
  /** Folder of packages that the interpreter does not find by itself (PEP 582). */
  readonly packages?: string;
}

/** Where to look for an interpreter. */
export interface InterpreterSearch {
  /** `--python`. */
  readonly option: string | undefined;
  /** Absolute path of the project. */
  readonly directory: string;
  readonly environment: Environment;
}

/**
 * The interpreters that may be meant, the most likely first: the option, the active virtual environment, the project's own
 * up to the root of its repository, conda's, and what is on the PATH.
 */
export function* interpreterCandidates(search: InterpreterSearch): Generator<InterpreterCandidate> {
  const { option, directory, environment } = search;
  if (option !== undefined) {
    yield { command: option, origin: '--python', chosen: true };
    return;
  }
  const active = environment['VIRTUAL_ENV'];
  if (active)
    yield { command: pythonIn(active), origin: 'the active virtual environment (VIRTUAL_ENV)', chosen: true };
  for (const folder of foldersUpwards(directory)) yield* environmentsOf(folder, environment);
  const conda = environment['CONDA_PREFIX'];
  if (conda)
    yield {
      command: condaPythonIn(conda),
      origin: 'the active conda environment (CONDA_PREFIX)',
      chosen: true,
    };
  for (const command of ['python3', 'python'])
    yield { command, origin: `${command} on the PATH`, chosen: false };
}

/** The virtual environments that tools make for the project in one folder. */
function* environmentsOf(folder: string, environment: Environment): Generator<InterpreterCandidate> {
  const uv = environment['UV_PROJECT_ENVIRONMENT'];
  const folders = [...(uv ? [uv] : []), '.venv', 'venv', join('.pixi', 'envs', 'default')];
  for (const name of folders) {
    const home = resolve(folder, name);
    const command = pythonIn(home);
    if (isFile(command)) yield { command, origin: `the virtual environment ${home}`, chosen: true };
  }
  const pdm = pdmPython(folder);
  if (pdm) yield pdm;
  const poetry = poetryEnvironment(folder, environment);
  if (poetry !== undefined) {
    yield { command: pythonIn(poetry), origin: `Poetry's virtual environment ${poetry}`, chosen: true };
  }
}

/** PDM writes the interpreter into a file; without a virtual environment, packages are in `__pypackages__`. */
function pdmPython(folder: string): InterpreterCandidate | undefined {
  const file = join(folder, '.pdm-python');
  const packages = join(folder, '__pypackages__');
  const hasPackages = kindOf(packages) === 'directory';
  if (!isFile(file)) {
    if (!hasPackages) return undefined;
    return { command: 'python3', origin: `python3 on the PATH, for ${packages}`, chosen: true, packages };
  }
  const command = readFileSync(file, 'utf8').trim();
  return {
    command,
    origin: `the interpreter in ${file}`,
    chosen: true,
    ...(hasPackages ? { packages } : {}),
  };
}

/** The folder and those above it, up to the root of the repository or workspace where there is one. */
function foldersUpwards(directory: string): readonly string[] {
  const folders = [directory];
  for (let folder = directory; !isWorkspaceRoot(folder) && dirname(folder) !== folder;) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

function isWorkspaceRoot(folder: string): boolean {
  return ['.git', 'nx.json', 'turbo.json'].some((name) => kindOf(join(folder, name)) !== 'absent');
}

function pythonIn(environment: string): string {
  return process.platform === 'win32'
    ? join(environment, 'Scripts', 'python.exe')
    : join(environment, 'bin', 'python');
}

function condaPythonIn(environment: string): string {
  return process.platform === 'win32' ? join(environment, 'python.exe') : pythonIn(environment);
}
