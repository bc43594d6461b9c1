import { join } from 'node:path';
import type { PytestProject } from '../adapter/launcher.js';
import { ImportCounter, readImportHistory, usualImports } from './import-history.js';

/** Where a run with `--preload auto` leaves what it has learned, below the project. */
const HISTORY = join('.steadfast', 'imports.json');

/** What a run shares by import, and what it learns for the next one. */
export interface PreloadPlan {
  readonly settings: Pick<PytestProject, 'preload' | 'onImports'>;
  /** Called when the run is over. */
  learn(): Promise<void>;
}

export function planPreload(preload: readonly string[] | 'auto' | undefined, directory: string): PreloadPlan {
  if (preload !== 'auto') {
    return { settings: { preload: preload ?? [] }, learn: () => Promise.resolve() };
  }
  const path = join(directory, HISTORY);
  const counter = new ImportCounter();
  return {
    settings: { preload: usualImports(readImportHistory(path)), onImports: counter.add },
    learn: () => counter.save(path),
  };
}
