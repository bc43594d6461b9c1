import { stat } from 'node:fs/promises';

/** What a stat tells of a file, as far as it is asked for; `ino`, `size` and `mtimeMs` are those of `fs.Stats`. */
export interface FileStatus {
  isDirectory(): boolean;
  readonly ino?: number;
  readonly size?: number;
  readonly mtimeMs?: number;
}

/** The part of `fs.stat` that presence needs; tests give one that flickers. */
export type FileStat = (path: string) => Promise<FileStatus>;

export const systemStat: FileStat = stat;

/** The errno's name of a system error, such as `ENOENT`; the message of any other. */
export function errnoName(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message;
}
