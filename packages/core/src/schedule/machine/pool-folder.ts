import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * The folder in which all runs of this user on this machine share slots.
 *
 * @throws Error when it cannot be made, or belongs to somebody else.
 */
export function userPoolFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const { uid, username } = userInfo();
  const runtime = environment['XDG_RUNTIME_DIR'];
  const name = `steadfast-slots-${uid < 0 ? username : uid}`;
  const folder = runtime ? join(runtime, name) : join(tmpdir(), name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid: owner } = lstatSync(folder);
  if (uid >= 0 && owner !== uid) throw new Error(`${folder} belongs to somebody else`);
  chmodSync(folder, 0o700);
  return folder;
}
