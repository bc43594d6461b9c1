import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, type TomlTable } from 'smol-toml';
import { tableAt } from '../configuration/toml-file.js';
import { isFile } from '../discovery/path-kind.js';
import type { Environment } from './interpreter-candidates.js';

/**
 * The virtual environment that Poetry keeps outside of a project, if there is one. Its name is made as Poetry makes it
 * (`EnvManager.generate_env_name`): the project's name and a hash of its path, then the version of Python.
 */
export function poetryEnvironment(folder: string, environment: Environment): string | undefined {
  const project = readToml(join(folder, 'pyproject.toml'));
  const name = tableAt(project, 'tool', 'poetry')?.['name'] ?? tableAt(project, 'project')?.['name'];
  const usesPoetry = tableAt(project, 'tool', 'poetry') !== undefined || isFile(join(folder, 'poetry.lock'));
  if (!usesPoetry || typeof name !== 'string') return undefined;
  const base = environmentName(name, folder);
  const home = environmentsFolder(folder, environment);
  const versions = namesIn(home)
    .filter((entry) => entry.startsWith(`${base}-py`))
    .map((entry) => entry.slice(`${base}-py`.length))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const activated = tableAt(readToml(join(home, 'envs.toml')), base)?.['minor'];
  const version = versions.find((each) => each === activated) ?? versions.at(-1);
  return version === undefined ? undefined : join(home, `${base}-py${version}`);
}

/** The name without the version of Python: `my-project-QRErDmmj`. */
export function environmentName(project: string, folder: string): string {
  const name = project
    .toLowerCase()
    .replace(/[-_.]+/g, '-')
    .replace(/[ $`!*@"\\\r\n\t]/g, '_')
    .slice(0, 42);
  const path = realpathSync(folder);
  const normalized = process.platform === 'win32' ? path.toLowerCase() : path;
  // Poetry keeps the padding of Base64 out by taking eight characters.
  const hash = createHash('sha256').update(normalized).digest('base64url').slice(0, 8);
  return `${name}-${hash}`;
}

/** Where Poetry keeps virtual environments: https://python-poetry.org/docs/configuration/#virtualenvspath */
function environmentsFolder(folder: string, environment: Environment): string {
  const cache = environment['POETRY_CACHE_DIR'] ?? defaultCache(environment);
  const configured = tableAt(readToml(join(folder, 'poetry.toml')), 'virtualenvs')?.['path'];
  const path =
    environment['POETRY_VIRTUALENVS_PATH'] ?? (typeof configured === 'string' ? configured : undefined);
  if (path === undefined) return join(cache, 'virtualenvs');
  return resolve(
    folder,
    path.replace('{cache-dir}', cache).replace('{project-dir}', folder).replace(/^~/, homedir()),
  );
}

function defaultCache(environment: Environment): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'pypoetry');
  if (process.platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'pypoetry', 'Cache');
  }
  return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pypoetry');
}

/** A TOML file, or nothing where there is none that can be read: a broken one is reported where it matters. */
function readToml(path: string): TomlTable {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
