import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { joinDurations } from '@steadfast/cli';
import { cachedFolder } from '../../plugin/cached-folder.js';
import type { TargetOptions } from './words.js';

/** Carries durations through Nx's cache, for one target. */
export interface KeptDurations {
  /** Adds what came from the cache to what is known here. */
  restore(): Promise<void>;
  /** Leaves what is known where Nx takes it into the cache. */
  keep(): Promise<void>;
}

/** @param folder Absolute path of the project. */
export function keptDurations(
  folder: string,
  targetName: string,
  { durationsFile }: TargetOptions,
  joinFiles: typeof joinDurations,
): KeptDurations {
  const known = resolve(
    folder,
    typeof durationsFile === 'string' ? durationsFile : '.steadfast/durations.json',
  );
  const cached = join(folder, cachedFolder(targetName));
  const file = join(cached, 'durations.json');
  return {
    restore: () => joinFiles(file, known),
    async keep() {
      await mkdir(cached, { recursive: true });
      await writeFile(join(cached, '.gitignore'), '*\n');
      await joinFiles(known, file);
    },
  };
}
