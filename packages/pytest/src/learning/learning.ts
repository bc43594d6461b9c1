import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { prepareStateFile, writeReport } from '@steadfast/core';
import type { SeenModule } from '../zygote/import-tally.js';

/** What is kept from run to run. */
interface Lessons {
  /** Modules that most files import, in order; with the file of those that are the project's. */
  readonly modules: readonly (readonly [name: string, file: string | null])[];
  /** Test files that came out differently where less was shared, with the rung that they are run from. */
  readonly lowered: Readonly<Record<string, string>>;
}

const NOTHING: Lessons = { modules: [], lowered: {} };

/** What runs of a project learn about sharing. It is only a hint: a file that is broken or cannot be written costs speed. */
export class Learning {
  readonly #modules: Map<string, SeenModule>;
  readonly #lowered: Map<string, string>;
  #hasChanged = false;

  constructor(
    private readonly path: string,
    private readonly root: string,
  ) {
    const lessons = readLessons(path);
    this.#modules = new Map(
      lessons.modules.map(([name, file]) => [
        name,
        [name, file === null ? '' : join(root, file), file !== null],
      ]),
    );
    this.#lowered = new Map(Object.entries(lessons.lowered));
  }

  /** Modules that earlier runs shared. */
  get known(): readonly SeenModule[] {
    return [...this.#modules.values()];
  }

  /** The rung that a file is run from at most, where an earlier run found one. */
  rungOf(file: string): string | undefined {
    return this.#lowered.get(file);
  }

  share(modules: readonly SeenModule[]): void {
    for (const module of modules) {
      this.#hasChanged ||= !this.#modules.has(module[0]);
      this.#modules.set(module[0], module);
    }
  }

  lower(file: string, rung: string): void {
    this.#hasChanged = true;
    this.#lowered.set(file, rung);
  }

  async save(): Promise<void> {
    if (!this.#hasChanged) return;
    const modules = this.known.map(([name, file, ofProject]) => [
      name,
      ofProject ? this.#relative(file) : null,
    ]);
    const lessons = { modules, lowered: Object.fromEntries([...this.#lowered].sort()) };
    try {
      await prepareStateFile(this.path);
    } catch {
      // The next run learns anew.
      return;
    }
    await writeReport('what was learned', this.path, `${JSON.stringify(lessons, undefined, 1)}\n`);
  }

  #relative(file: string): string {
    return isAbsolute(file) ? relative(this.root, file).replaceAll('\\', '/') : file;
  }
}

function readLessons(path: string): Lessons {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('modules' in value) || !('lowered' in value))
      return NOTHING;
    const { modules, lowered } = value;
    if (!Array.isArray(modules) || !modules.every(isModule) || !isTextTable(lowered)) return NOTHING;
    return { modules, lowered };
  } catch {
    return NOTHING;
  }
}

function isModule(value: unknown): value is readonly [string, string | null] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === 'string' &&
    (value[1] === null || typeof value[1] === 'string')
  );
}

function isTextTable(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((it) => typeof it === 'string')
  );
}
