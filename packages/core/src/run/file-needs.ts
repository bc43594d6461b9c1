import type { TestFile } from '../test-file.js';
import type { ProjectContext } from './project-context.js';
import type { FileTenure } from './run-file.js';

/** Waits for what extensions have to provide before a file can be run. Files that do not need the same run meanwhile. */
export async function waitForNeeds(
  file: TestFile,
  { lease }: Pick<FileTenure, 'lease'>,
  { extensions, waitsWithoutSlot }: Pick<ProjectContext, 'extensions' | 'waitsWithoutSlot'>,
): Promise<void> {
  const ready = waitsWithoutSlot ? extensions.whenReady(file) : undefined;
  if (ready === undefined) return;
  lease.release();
  await ready;
}
