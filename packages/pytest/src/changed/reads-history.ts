import { readFileSync } from 'node:fs';
import { comparePaths, prepareStateFile, writeReport } from '@steadfast/core';

/** What a test file read when it last ran as a whole. Paths are relative to the top of the repository. */
export interface FileReads {
  /** Digest of the content of every file, at that time. */
  readonly files: ReadonlyMap<string, string>;
  /** Folders whose names were listed. */
  readonly folders: readonly string[];
  /** Folders that Python searched for modules. */
  readonly searched: readonly string[];
  /** It started processes, of which nobody knows what they read. */
  readonly isOpaque: boolean;
}

/** By test file, relative to the project. */
export type ReadsHistory = ReadonlyMap<string, FileReads>;

interface Stored {
  readonly version: 1;
  /** Each file with its digest, once. */
  readonly files: readonly (readonly [path: string, digest: string])[];
  readonly folders: readonly string[];
  readonly tests: Readonly<
    Record<
      string,
      { files: readonly number[]; folders: readonly number[]; searched: readonly number[]; isOpaque?: true }
    >
  >;
}

/** What earlier runs left; `undefined` when there is nothing that can be used. */
export function readReadsHistory(path: string): ReadsHistory | undefined {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isStored(stored) ? unpack(stored) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a history. One that cannot be written costs time in the next run, and no result. */
export async function writeReadsHistory(path: string, history: ReadsHistory): Promise<void> {
  try {
    await prepareStateFile(path);
  } catch {
    return;
  }
  await writeReport('reads', path, `${JSON.stringify(pack(history))}\n`);
}

function pack(history: ReadsHistory): Stored {
  const files = new Table();
  const folders = new Table();
  const tests = [...history]
    .sort(([a], [b]) => comparePaths(a, b))
    .map(([test, reads]) => [
      test,
      {
        files: [...reads.files].map(([path, digest]) => files.index(`${digest} ${path}`)),
        folders: reads.folders.map((folder) => folders.index(folder)),
        searched: reads.searched.map((folder) => folders.index(folder)),
        ...(reads.isOpaque ? { isOpaque: true as const } : {}),
      },
    ]);
  return {
    version: 1,
    files: files.keys.map((key) => {
      const space = key.indexOf(' ');
      return [key.slice(space + 1), key.slice(0, space)];
    }),
    folders: folders.keys,
    tests: Object.fromEntries(tests) as Stored['tests'],
  };
}

/** Numbers texts in the order in which they come. */
class Table {
  readonly #indices = new Map<string, number>();

  index(key: string): number {
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.#indices.set(key, this.#indices.size);
    return this.#indices.size - 1;
  }

  get keys(): readonly string[] {
    return [...this.#indices.keys()];
  }
}

function unpack({ files, folders, tests }: Stored): ReadsHistory {
  return new Map(
    Object.entries(tests).map(([test, reads]) => [
      test,
      {
        files: new Map(reads.files.map((index) => files[index] ?? ['', ''])),
        folders: reads.folders.map((index) => folders[index] ?? ''),
        searched: reads.searched.map((index) => folders[index] ?? ''),
        isOpaque: reads.isOpaque === true,
      },
    ]),
  );
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const { version, files, folders, tests } = value as Partial<Record<keyof Stored, unknown>>;
  if (version !== 1 || !Array.isArray(files) || !Array.isArray(folders)) return false;
  if (typeof tests !== 'object' || tests === null) return false;
  return (
    files.every(
      (file) => Array.isArray(file) && file.length === 2 && file.every((part) => typeof part === 'string'),
    ) &&
    folders.every((folder) => typeof folder === 'string') &&
    Object.values(tests).every(
      (reads: unknown) =>
        typeof reads === 'object' &&
        reads !== null &&
        'files' in reads &&
        'folders' in reads &&
        'searched' in reads &&
        isIndices(reads.files, files.length) &&
        isIndices(reads.folders, folders.length) &&
        isIndices(reads.searched, folders.length),
    )
  );
}

function isIndices(value: unknown, length: number): boolean {
  return (
    Array.isArray(value) && value.every((index) => Number.isInteger(index) && index >= 0 && index < length)
  );
}
