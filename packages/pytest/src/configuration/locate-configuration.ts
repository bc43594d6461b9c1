import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { isDirectory, isFile, kindOf } from '../discovery/path-kind.js';
import { UsageError } from '../usage-error.js';
import {
  type ConfigurationDialect,
  type ConfigurationFile,
  configurationFileNames,
  isSupported,
  loadConfigurationFile,
} from './configuration-file.js';

/** What of the command line says where the settings are. */
export interface ConfigurationSearch {
  /** Absolute path of the folder that pytest is started in. */
  readonly directory: string;
  /** Paths that exist, without node ids; absolute. */
  readonly paths: readonly string[];
  /** `-c FILE`. */
  readonly configurationFile: string | undefined;
  /** `--rootdir DIR`. */
  readonly rootDirectory: string | undefined;
  readonly dialect: ConfigurationDialect;
}

export interface LocatedConfiguration {
  /** Absolute path of pytest's rootdir. */
  readonly rootDirectory: string;
  /** Absent when no file has settings. */
  readonly file: ConfigurationFile | undefined;
}

/**
 * Finds rootdir and settings as pytest does.
 *
 * @see https://docs.pytest.org/en/stable/reference/customize.html#finding-the-rootdir
 * @throws {UsageError} when a file that is asked for is not there, or one that is found is broken.
 */
export function locateConfiguration(search: ConfigurationSearch): LocatedConfiguration {
  const located =
    search.configurationFile === undefined
      ? searchConfiguration(search)
      : givenConfiguration(search, resolve(search.directory, search.configurationFile));
  if (search.rootDirectory === undefined) return located;
  const rootDirectory = resolve(search.directory, search.rootDirectory);
  if (!isDirectory(rootDirectory)) throw new UsageError(`--rootdir: ${rootDirectory} is not a directory`);
  return { ...located, rootDirectory };
}

function givenConfiguration(search: ConfigurationSearch, path: string): LocatedConfiguration {
  if (kindOf(path) === 'absent') throw new UsageError(`-c: ${path} does not exist`);
  if (isDirectory(path)) throw new UsageError(`-c: ${path} is a directory, not a file with settings`);
  if (!isFile(path)) {
    // `-c /dev/null` asks for no settings, and says nothing about where the project is.
    const ancestor = commonAncestor(search);
    return { rootDirectory: isFileSystemRoot(ancestor) ? search.directory : ancestor, file: undefined };
  }
  if (!isSupported(path)) {
    throw new UsageError(`-c: ${path} is of no kind that pytest reads; it reads .cfg, .ini and .toml files`);
  }
  const file = loadConfigurationFile(path, search.dialect) ?? { path, mode: 'ini', values: new Map() };
  return { rootDirectory: dirname(path), file };
}

function searchConfiguration(search: ConfigurationSearch): LocatedConfiguration {
  const ancestor = commonAncestor(search);
  const found = firstConfiguration([ancestor], search.dialect);
  if (found) return found;
  const withSetup = [ancestor, ...ancestors(ancestor)].find((folder) => isFile(join(folder, 'setup.py')));
  if (withSetup !== undefined) return { rootDirectory: withSetup, file: undefined };
  const besides = firstConfiguration(search.paths.map(folderOf), search.dialect);
  if (besides) return besides;
  const common = commonFolder([search.directory, ancestor]);
  return { rootDirectory: isFileSystemRoot(common) ? ancestor : common, file: undefined };
}

/** The first settings in the folders or above them. A pyproject.toml without settings still marks a project. */
function firstConfiguration(
  folders: readonly string[],
  dialect: ConfigurationDialect,
): LocatedConfiguration | undefined {
  let pyproject: string | undefined;
  for (const folder of folders) {
    for (const base of [folder, ...ancestors(folder)]) {
      for (const name of configurationFileNames(dialect)) {
        const path = join(base, name);
        if (!isFile(path)) continue;
        if (name === 'pyproject.toml') pyproject ??= path;
        const file = loadConfigurationFile(path, dialect);
        if (file) return { rootDirectory: base, file };
      }
    }
  }
  if (pyproject === undefined) return undefined;
  return { rootDirectory: dirname(pyproject), file: { path: pyproject, mode: 'ini', values: new Map() } };
}

/**
 * Further files with settings in the folder of the one that counts.
 *
 * @param path Absolute path of the file that counts.
 */
export function ignoredConfigurations(path: string): readonly string[] {
  const dialect = { nativeToml: true };
  const folder = dirname(path);
  return configurationFileNames(dialect)
    .map((name) => join(folder, name))
    .filter((other) => other !== path && isFile(other) && hasSettings(other, dialect));
}

function hasSettings(path: string, dialect: ConfigurationDialect): boolean {
  try {
    return loadConfigurationFile(path, dialect) !== undefined;
  } catch {
    // pytest would not even read it.
    return false;
  }
}

function commonAncestor({ directory, paths }: ConfigurationSearch): string {
  return paths.length === 0 ? directory : commonFolder(paths.map(folderOf));
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let shared = common;
    while (!contains(shared, folder) && shared !== dirname(shared)) shared = dirname(shared);
    return shared;
  });
}

function contains(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest);
}

function folderOf(path: string): string {
  return isDirectory(path) ? path : dirname(path);
}

function ancestors(folder: string): readonly string[] {
  const above: string[] = [];
  for (let at = dirname(folder); at !== above.at(-1) && at !== folder; at = dirname(at)) above.push(at);
  return above;
}

function isFileSystemRoot(path: string): boolean {
  return parse(path).root === path;
}
