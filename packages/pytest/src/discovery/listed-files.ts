import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareStateFile, writeReport } from '@steadfast/core';
import type { PytestProject } from '../adapter/launcher.js';
import { allValues } from '../arguments/pytest-arguments.js';
import type { PytestConfiguration } from '../configuration/pytest-configuration.js';
import { askPytest } from './ask-pytest.js';
import { collectionRules } from './collection-rules.js';
import { conftestsFor, foreignCollectors, localPlugins, textOf } from './foreign-collectors.js';
import { walkDirectory } from './walk-directory.js';

/** Where pytest's answer is kept, below the project. */
const CACHE = join('.steadfast', 'collection.json');

/** How the list of files was made. */
export type ListingWay =
  /** By names alone, as pytest itself would. */
  | { readonly kind: 'names' }
  /** pytest was asked, because something else than pytest may collect files; `cached` when it had been asked before. */
  | {
      readonly kind: 'asked';
      readonly because: string;
      readonly cached: boolean;
      readonly files: readonly string[];
    }
  /** pytest was to be asked, and did not answer. */
  | { readonly kind: 'refused'; readonly because: string; readonly reason: string };

export interface ListingRequest {
  readonly pytest: PytestProject;
  readonly configuration: PytestConfiguration;
  /** Folders to search, as they are written on a command line, and their absolute paths. */
  readonly folders: ReadonlyMap<string, string>;
  /** Installed plugins that collect files; see `Interpreter.collectors`. */
  readonly collectors: readonly string[];
}

/**
 * Has pytest list the files where conftests or plugins collect other ones than pytest itself does. What it says holds until
 * a conftest, the settings, the plugins, the options or the names of the files in the searched folders change.
 */
export async function listedFiles(request: ListingRequest): Promise<ListingWay> {
  const { pytest, configuration, folders, collectors } = request;
  const searched = [...folders.values()];
  const names = searched.flatMap(
    (folder) => walkDirectory(folder, everyFile(configuration, pytest.root)).files,
  );
  const conftests = conftestsFor(searched, names, configuration.rootDirectory);
  const modules = [...conftests, ...pluginsOf(request, conftests)];
  const because = foreignCollectors(modules, collectors, configuration.rootDirectory);
  if (because === undefined) return { kind: 'names' };

  const key = digestOf(request, names, modules);
  const path = join(pytest.root, CACHE);
  const known = remembered(path, key);
  if (known !== undefined) return { kind: 'asked', because, cached: true, files: known };
  const answer = await askPytest(pytest, [...folders.keys()]);
  if (answer.kind === 'refused') return { ...answer, because };
  await remember(path, { key, files: answer.files });
  return { kind: 'asked', because, cached: false, files: answer.files };
}

/** What cannot be remembered is asked for again the next time. */
async function remember(path: string, answer: object): Promise<void> {
  try {
    await prepareStateFile(path);
  } catch {
    return;
  }
  await writeReport('collection', path, `${JSON.stringify(answer, undefined, 1)}\n`);
}

function pluginsOf(
  { pytest, configuration }: ListingRequest,
  conftests: readonly string[],
): readonly string[] {
  const variable = pytest.environment['PYTEST_PLUGINS']?.split(',') ?? [];
  const { pythonpath } = configuration.settings;
  const folders = [configuration.rootDirectory, pytest.root, ...pythonpath];
  return localPlugins(
    conftests,
    [...allValues(configuration.arguments, '-p'), ...variable],
    [...new Set(folders)],
  );
}

function everyFile(
  configuration: PytestConfiguration,
  directory: string,
): ReturnType<typeof collectionRules> {
  return { ...collectionRules(configuration, directory), ignores: () => false, collects: () => true };
}

function digestOf(
  { pytest, configuration, folders, collectors }: ListingRequest,
  names: readonly string[],
  modules: readonly string[],
): string {
  const hash = createHash('sha256');
  const { python, pytestOptions, environment, runPaths } = pytest;
  const told = [python, pytestOptions, runPaths, [...folders], collectors, environment['PYTEST_ADDOPTS']];
  hash.update(JSON.stringify(told));
  hash.update(names.join('\0'));
  const settings = configuration.file === undefined ? [] : [configuration.file];
  for (const path of [...settings, ...modules]) hash.update(`\0${path}\0${textOf(path)}`);
  return hash.digest('hex');
}

/** What pytest said when everything was as it is now. A file that is not there or broken only costs time. */
function remembered(path: string, key: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('key' in value) || value.key !== key)
      return undefined;
    if (!('files' in value) || !Array.isArray(value.files)) return undefined;
    return value.files.filter((file) => typeof file === 'string');
  } catch {
    return undefined;
  }
}
