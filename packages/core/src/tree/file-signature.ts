import type { FileStatus } from '../presence/file-stat.js';

/** Tells one content of a file from the next without reading it: whoever writes the file changes at least one of these. */
export interface FileSignature {
  readonly inode: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** `undefined` for a directory, or where the status does not tell. */
export function signatureOf(status: FileStatus): FileSignature | undefined {
  const { ino, size, mtimeMs } = status;
  if (ino === undefined || size === undefined || mtimeMs === undefined || status.isDirectory())
    return undefined;
  return { inode: ino, size, mtimeMs };
}

export function isSameSignature(a: FileSignature, b: FileSignature): boolean {
  return a.inode === b.inode && a.size === b.size && a.mtimeMs === b.mtimeMs;
}
