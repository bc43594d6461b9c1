import { statSync } from 'node:fs';

/** What a path leads to, links followed. A path that cannot be looked at counts as absent, as Python's `is_file` has it. */
export type PathKind = 'file' | 'directory' | 'other' | 'absent';

export function kindOf(path: string): PathKind {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 'absent';
    if (stats.isFile()) return 'file';
    return stats.isDirectory() ? 'directory' : 'other';
  } catch {
    return 'absent';
  }
}

export function isFile(path: string): boolean {
  return kindOf(path) === 'file';
}

export function isDirectory(path: string): boolean {
  return kindOf(path) === 'directory';
}
