import { isAbsolute, relative, sep } from 'node:path';
import type { TestFile } from '@steadfast/core';
import { isGiven } from '../arguments/pytest-arguments.js';
import type { PytestConfiguration } from '../configuration/pytest-configuration.js';
import { type CollectionArgument, collectionArgument } from './collection-argument.js';
import { collectionRules } from './collection-rules.js';
import { glob } from './python-glob.js';
import type { ListingWay } from './listed-files.js';
import { walkDirectory, type WalkResult } from './walk-directory.js';

/** The test files of a project. */
export interface Discovery {
  readonly files: readonly TestFile[];
  /** Faults that may have hidden tests; a run that goes on in spite of them must not be green. */
  readonly problems: readonly string[];
  /** What somebody may want to know, but is no fault. */
  readonly notices: readonly string[];
  /** Folders that were searched, as they are written on a command line. */
  readonly folders: readonly string[];
  /** How the files in them were found. */
  readonly way: ListingWay;
}

export interface DiscoveryRequest {
  /** Absolute path of the folder that pytest is started in, to which all paths are relative. */
  readonly directory: string;
  readonly configuration: PytestConfiguration;
  /** Paths of the modules that `--pyargs` names; see `findModules`. */
  readonly modules?: ReadonlyMap<string, string>;
  /** What pytest said about the files in folders; without it, names decide. */
  readonly way?: ListingWay;
}

/**
 * Finds the test files that pytest would collect, by names alone: nothing is imported. A named path that does not exist is a
 * file, too: what became of it is for the run to find out.
 *
 * @throws {UsageError} for a word that can be neither path nor node id.
 */
export function discoverFiles(request: DiscoveryRequest): Discovery {
  const { directory, configuration, modules = new Map(), way = { kind: 'names' } } = request;
  const rules = collectionRules(configuration, directory);
  const { words, notices } = wordsToCollect(directory, configuration);
  const files = new FileList(directory);
  const problems: string[] = [];
  const searched = new Set<string>();
  for (const word of words) {
    const argument = collectionArgument(word, directory, modules);
    if (argument.kind === 'directory') {
      searched.add(word);
      const walked =
        way.kind === 'asked' ? filesBelow(argument.path, way.files) : walkDirectory(argument.path, rules);
      for (const path of walked.files) files.found(path, argument.path);
      problems.push(...walked.problems);
    } else {
      files.named(argument);
    }
  }
  return {
    files: files.files,
    problems: [...new Set(problems)],
    notices: [...notices, ...noticesOf(way)],
    folders: [...searched],
    way,
  };
}

/** The folders that a run searches: as they are written, and absolute. */
export function searchedFolders(request: DiscoveryRequest): ReadonlyMap<string, string> {
  const { directory, configuration, modules = new Map() } = request;
  const { words } = wordsToCollect(directory, configuration);
  const folders = words.flatMap((word) => {
    const { kind, path } = collectionArgument(word, directory, modules);
    return kind === 'directory' ? [[word, path] as const] : [];
  });
  return new Map(folders);
}

function filesBelow(folder: string, listed: readonly string[]): WalkResult {
  const start = folder.endsWith(sep) ? folder : folder + sep;
  return { files: listed.filter((path) => path.startsWith(start)), problems: [] };
}

function noticesOf(way: ListingWay): readonly string[] {
  if (way.kind !== 'refused') return [];
  return [
    `${way.because} may collect files of other kinds, and pytest could not list them (${way.reason}); only files with the names of tests are run`,
  ];
}

/** Named paths; without any, `testpaths` when pytest is started in its rootdir; else the folder that it is started in. */
function wordsToCollect(
  directory: string,
  { arguments: given, settings, rootDirectory }: PytestConfiguration,
): { readonly words: readonly string[]; readonly notices: readonly string[] } {
  if (given.paths.length > 0) return { words: given.paths, notices: [] };
  if (directory !== rootDirectory || settings.testpaths.length === 0) return { words: ['.'], notices: [] };
  const words = isGiven(given, '--pyargs')
    ? settings.testpaths
    : settings.testpaths.flatMap((pattern) => glob(pattern, directory));
  if (words.length > 0) return { words, notices: [] };
  const patterns = settings.testpaths.join(' ');
  return { words: ['.'], notices: [`testpaths (${patterns}) match nothing; searching the whole project`] };
}

/** Every file once, in the order in which they were found; what was asked of a file several times is put together. */
class FileList {
  readonly #files = new Map<string, FoundFile>();

  constructor(private readonly directory: string) {}

  found(path: string, foundIn: string): void {
    this.#files.set(path, { foundIn, ...this.#files.get(path), selection: 'all' });
  }

  named({ path, rest }: CollectionArgument): void {
    const earlier = this.#files.get(path)?.selection ?? [];
    const isWhole = rest === '' || earlier === 'all';
    this.#files.set(path, {
      foundIn: undefined,
      selection: isWhole ? 'all' : [...earlier, `${this.#relative(path)}${rest}`],
    });
  }

  get files(): readonly TestFile[] {
    return [...this.#files].map(([absolutePath, { foundIn, selection }]) => ({
      path: this.#relative(absolutePath),
      absolutePath,
      estimateMs: 0,
      ...(foundIn === undefined ? {} : { foundIn }),
      ...(selection === 'all' ? {} : { selection: [...new Set(selection)] }),
    }));
  }

  #relative(path: string): string {
    const rest = relative(this.directory, path);
    // Another drive has no relative path.
    return isAbsolute(rest) || sep === '/' ? rest : rest.replaceAll(sep, '/');
  }
}

interface FoundFile {
  /** Absent when somebody named the file: then no rule about names and ignored paths applies to it. */
  readonly foundIn: string | undefined;
  readonly selection: 'all' | readonly string[];
}
