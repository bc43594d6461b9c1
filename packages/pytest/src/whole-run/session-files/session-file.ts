import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a file holds, which says how several are joined. */
const KINDS = ['log', 'lines', 'junit', 'cucumber', 'json-report', 'benchmark', 'html'] as const;

/** One attempt's part of a file that pytest would write once per session; see `session_files.py`. */
export interface SessionFile {
  readonly kind: (typeof KINDS)[number];
  /** Absolute path of the file that was asked for. */
  readonly path: string;
  /** Absolute path of what the attempt wrote in its place. */
  readonly part: string;
  /** Whether the file keeps what it held before. */
  readonly append: boolean;
}

/** The parts that an attempt wrote; none when it wrote nothing of the kind, or did not get that far. */
export function readSessionFiles(attemptDirectory: string): readonly SessionFile[] {
  try {
    const entries: unknown = JSON.parse(readFileSync(join(attemptDirectory, 'session-files.json'), 'utf8'));
    return Array.isArray(entries) ? entries.flatMap(sessionFile) : [];
  } catch {
    return [];
  }
}

function sessionFile(entry: unknown): readonly SessionFile[] {
  if (typeof entry !== 'object' || entry === null) return [];
  if (!('kind' in entry && 'path' in entry && 'part' in entry)) return [];
  const { path, part } = entry;
  const kind = KINDS.find((each) => each === entry.kind);
  if (kind === undefined || typeof path !== 'string' || typeof part !== 'string') return [];
  return [{ kind, path, part, append: 'append' in entry && entry.append === true }];
}
