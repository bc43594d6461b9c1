import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the hashes of tasks are noted whose results shall not be used again. */
const NOTES = '.nx/steadfast-unclean';

/** The note of a task, which is there when its tests passed only when they ran again. */
export function noteOf(workspaceRoot: string, hash: string): string {
  return join(workspaceRoot, NOTES, hash);
}

/**
 * Notes that a task's result shall not be used again, which an executor cannot tell Nx: after the tasks, the plugin puts a
 * failure in the place of the cached pass.
 */
export function keepOutOfCache(workspaceRoot: string, hash: string | undefined): void {
  if (hash === undefined) return;
  const note = noteOf(workspaceRoot, hash);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, '');
}
