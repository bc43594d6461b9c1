import { basename, dirname, join, relative, sep } from 'node:path';

/** The test files of a run and the folders between them and the root, all as absolute paths. */
export class KnownPaths {
  readonly #entries = new Map<string, Set<string>>();

  constructor(
    readonly root: string,
    files: Iterable<string>,
  ) {
    this.#entries.set(root, new Set());
    for (const file of files) this.#add(file);
  }

  /** The root first, and every folder before those in it. */
  get folders(): Iterable<string> {
    return this.#entries.keys();
  }

  isFolder(path: string): boolean {
    return this.#entries.has(path);
  }

  /** What an event in a folder is about. Without a name it may be any entry; the folder's own name stands for itself. */
  meantBy(folder: string, name: string | undefined): readonly string[] {
    const names = this.#entries.get(folder) ?? new Set();
    if (name === undefined) return [folder, ...this.within(folder)];
    return [...(names.has(name) ? [join(folder, name)] : []), ...(name === basename(folder) ? [folder] : [])];
  }

  /** The known entries of a folder. */
  within(folder: string): readonly string[] {
    return [...(this.#entries.get(folder) ?? [])].map((name) => join(folder, name));
  }

  /** The folders that a path is in, from the root on; none for a path outside of it. */
  foldersAbove(path: string): readonly string[] {
    const folders: string[] = [];
    for (let folder = dirname(path); this.#isInside(folder); folder = dirname(folder)) {
      folders.unshift(folder);
      if (folder === this.root) break;
    }
    return folders;
  }

  #add(path: string): void {
    const folder = dirname(path);
    const known = this.#entries.get(folder);
    if (known !== undefined) {
      known.add(basename(path));
      return;
    }
    // The folder above comes first.
    if (folder !== this.root && this.#isInside(folder)) this.#add(folder);
    this.#entries.set(folder, new Set([basename(path)]));
  }

  #isInside(folder: string): boolean {
    const path = relative(this.root, folder);
    return path !== '..' && !path.startsWith(`..${sep}`) && path !== folder;
  }
}
