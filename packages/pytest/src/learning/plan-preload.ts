import { join } from 'node:path';
import type { PytestProject } from '../adapter/launcher.js';
import { Learning } from './learning.js';

/** Where runs leave what they learned, below the project. */
const LESSONS = join('.steadfast', 'learned.json');

/** What a run shares by import, and what it learns for the next one. */
export interface PreloadPlan {
  readonly settings: Pick<PytestProject, 'preload' | 'learning'>;
  /** Called when the run is over. */
  learn(): Promise<void>;
}

/** @param preload Modules that were named by hand; `auto`, as always, adds those that most files import. */
export function planPreload(preload: readonly string[] | 'auto' | undefined, directory: string): PreloadPlan {
  const learning = new Learning(join(directory, LESSONS), directory);
  return {
    settings: { preload: preload === 'auto' ? [] : (preload ?? []), learning },
    learn: () => learning.save(),
  };
}
