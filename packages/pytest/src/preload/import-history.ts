import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeStateFolder, writeReport } from '@steadfast/core';

/** Which installed packages the attempts of a run imported. */
export interface ImportHistory {
  /** Attempts that told. */
  readonly attempts: number;
  /** Package -> attempts that imported it. */
  readonly imports: Readonly<Record<string, number>>;
}

const NOTHING: ImportHistory = { attempts: 0, imports: {} };

/** Packages that more than half of the attempts imported, by name. */
export function usualImports({ attempts, imports }: ImportHistory): readonly string[] {
  return Object.entries(imports)
    .filter(([, count]) => count > attempts / 2)
    .map(([name]) => name)
    .sort();
}

/** What an earlier run left; nothing when there is none, or the file is broken: it is only a hint. */
export function readImportHistory(path: string): ImportHistory {
  try {
    const history = JSON.parse(readFileSync(path, 'utf8')) as Partial<ImportHistory> | null;
    return typeof history?.attempts === 'number' && history.imports
      ? { attempts: history.attempts, imports: history.imports }
      : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** Counts the imports of a run's attempts. */
export class ImportCounter {
  #attempts = 0;
  readonly #imports = new Map<string, number>();

  readonly add = (modules: readonly string[]): void => {
    this.#attempts++;
    for (const name of modules) this.#imports.set(name, (this.#imports.get(name) ?? 0) + 1);
  };

  get history(): ImportHistory {
    const imports = [...this.#imports].sort(([a], [b]) => (a < b ? -1 : 1));
    return { attempts: this.#attempts, imports: Object.fromEntries(imports) };
  }

  /** Writes what was learned, unless nothing ran. A file that cannot be written costs speed, and no result. */
  async save(path: string): Promise<void> {
    if (this.#attempts === 0) return;
    await makeStateFolder(dirname(path)).catch(() => undefined);
    await writeReport('imports', path, `${JSON.stringify(this.history, undefined, 1)}\n`);
  }
}
