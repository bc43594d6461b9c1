import { basename, dirname } from 'node:path/posix';
import type { Changes } from './git-changes.js';
import type { ReadsHistory } from './reads-history.js';

/** A test file, as both sides name it. */
export interface Candidate {
  /** Relative to the project: its name in the history. */
  readonly path: string;
  /** Relative to the top of the repository: its name in changes. */
  readonly repositoryPath: string;
}

/** Which test files a change may reach. */
export interface ChangedSelection {
  /** Path of each selected file, with the reason. */
  readonly selected: ReadonlyMap<string, string>;
  /** Why everything runs, where that is so. */
  readonly everything?: string;
}

/** Files that may change what any test does, although no test reads them itself. */
const CONFIGURATION =
  /^(pyproject\.toml|\.?pytest\.(toml|ini)|tox\.ini|setup\.(cfg|py)|conftest\.py|\.python-version|requirements.*\.(txt|in)|constraints.*\.txt|Pipfile(\.lock)?|(poetry|uv|pdm|pixi)\.lock|environment\.ya?ml|\.env)$/;

/**
 * Tells which test files a change may reach. When in doubt, a file is selected.
 *
 * @param digestOf - the content of a file now, as the history has it.
 */
export function selectChanged(
  candidates: readonly Candidate[],
  changes: Changes,
  history: ReadsHistory | undefined,
  digestOf: (path: string) => string,
): ChangedSelection {
  const all = [...changes.modified, ...changes.appeared, ...changes.vanished];
  const configuration = all.find((path) => CONFIGURATION.test(basename(path)));
  const everything =
    history === undefined
      ? 'no earlier run has recorded what the tests read'
      : configuration === undefined
        ? undefined
        : `${configuration} changed`;
  if (history === undefined || everything !== undefined) {
    return {
      selected: new Map(candidates.map(({ path }) => [path, everything ?? ''])),
      ...(everything === undefined ? {} : { everything }),
    };
  }
  const changed = new Set(all);
  const byFolder = (paths: readonly string[]) => new Map(paths.map((path) => [dirname(path), path]));
  const names = [...changes.appeared, ...changes.vanished];
  const tests = new Set(candidates.map(({ repositoryPath }) => repositoryPath));
  const reasons = candidates.flatMap((candidate) => {
    const reason = reasonFor(candidate, history, {
      changed,
      names: byFolder(names),
      modules: byFolder(names.filter((path) => !tests.has(path))),
      digestOf,
    });
    return reason === undefined ? [] : [[candidate.path, reason] as const];
  });
  return { selected: new Map(reasons) };
}

interface Facts {
  readonly changed: ReadonlySet<string>;
  /** A name that came or went, by its folder. */
  readonly names: ReadonlyMap<string, string>;
  /** The same, without test files: nobody imports these. */
  readonly modules: ReadonlyMap<string, string>;
  readonly digestOf: (path: string) => string;
}

function reasonFor(
  { path, repositoryPath }: Candidate,
  history: ReadsHistory,
  { changed, names, modules, digestOf }: Facts,
): string | undefined {
  if (changed.has(repositoryPath)) return 'it changed itself';
  const reads = history.get(path);
  if (reads === undefined) return 'no run has recorded what it reads';
  if (reads.isOpaque) return 'it starts processes, and what they read is not known';
  for (const [file, digest] of reads.files) {
    if (changed.has(file)) return `it reads ${file}, which changed`;
    // Recorded at another state of the tree: what it reads now may be something else.
    if (digestOf(file) !== digest) return `it reads ${file}, which changed since that was recorded`;
  }
  const name = reads.folders.map((folder) => names.get(folder)).find((found) => found !== undefined);
  if (name !== undefined) return `it looks into the folder of ${name}, which came or went`;
  const module = reads.searched.map((folder) => modules.get(folder)).find((found) => found !== undefined);
  if (module !== undefined) return `it imports from the folder of ${module}, which came or went`;
  return undefined;
}
