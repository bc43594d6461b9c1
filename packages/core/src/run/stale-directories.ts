import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isGone, parseOwner } from './directory-owner.js';

/** How the names of runs' folders begin. */
export const RUN_PREFIX = 'steadfast-run-';

/** In a run's folder, says whose it is. */
export const OWNER_FILE = 'owner';

/**
 * Removes the folders of runs whose process has ended without doing so, as one that got SIGKILL. Never rejects: what cannot be
 * removed, or may still be in use, stays.
 *
 * @param temporary Absolute path of the folder for temporary files.
 */
export async function removeStaleDirectories(temporary = tmpdir()): Promise<void> {
  const names = await readdir(temporary).catch(() => []);
  const runs = names.filter((name) => name.startsWith(RUN_PREFIX)).map((name) => join(temporary, name));
  await Promise.all(
    runs.map(async (path) => {
      if (await isStale(path).catch(() => false)) await rm(path, { recursive: true }).catch(() => undefined);
    }),
  );
}

/** Somebody else may say anything in a folder of theirs: only those of this user count. */
async function isStale(path: string): Promise<boolean> {
  const { uid } = await lstat(path);
  if (process.platform !== 'win32' && uid !== userInfo().uid) return false;
  const owner = parseOwner(await readFile(join(path, OWNER_FILE), 'utf8'));
  return owner !== undefined && isGone(owner);
}
