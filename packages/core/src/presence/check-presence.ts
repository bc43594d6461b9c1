import type { Clock } from '../clock.js';
import type { Presence, StatObservation } from '../events.js';
import type { PresencePolicy } from '../policy.js';
import { errnoName, type FileStat, type FileStatus } from './file-stat.js';

/** What a presence check found out. */
export interface PresenceCheck {
  readonly presence: Presence;
  readonly stats: readonly StatObservation[];
  /** What the last stat told of a file that is present. */
  readonly found?: FileStatus;
}

/** What a presence check needs from the world. */
export interface PresenceContext {
  readonly clock: Clock;
  readonly stat: FileStat;
  /** Ends the pauses between stats early. */
  readonly signal?: AbortSignal;
  /** Called before the first pause: whoever holds something that others wait for may let go of it. */
  readonly onPause?: () => void;
}

/** Errors that mean "not there": the entry, a folder on its way, or (on network file systems) the old handle is gone. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ESTALE']);

/** Whether an errno means that nothing is there. */
export function isAbsence(errno: string): boolean {
  return ABSENT.has(errno);
}

/**
 * A few spaced stats of a file. One positive stat is enough for `present`; a single negative one proves nothing, because
 * the file may be missing for a moment. Results that say neither (EACCES, EIO, a directory in its place) make `unknown`.
 */
export async function checkPresence(
  path: string,
  policy: PresencePolicy,
  { clock, stat, signal, onPause }: PresenceContext,
): Promise<PresenceCheck> {
  const stats: StatObservation[] = [];
  for (let index = 0; index < Math.max(1, policy.stats); index++) {
    if (index === 1) onPause?.();
    if (index > 0) await clock.sleep(policy.intervalMs, signal);
    const { result, found } = await observe(path, stat);
    stats.push({ time: clock.now(), result });
    if (found !== undefined) return { presence: 'present', stats, found };
  }
  const absent = stats.every(({ result }) => isAbsence(result));
  return { presence: absent ? 'absent' : 'unknown', stats };
}

async function observe(
  path: string,
  stat: FileStat,
): Promise<{ readonly result: string; readonly found?: FileStatus }> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? { result: 'EISDIR' } : { result: 'ok', found };
  } catch (error) {
    return { result: errnoName(error) };
  }
}

/** One line for a person about a check that was neither present nor absent. */
export function describeUnknown(file: string, check: PresenceCheck): string {
  const result = check.stats.findLast(({ result: name }) => !isAbsence(name))?.result ?? 'no result';
  if (result === 'EISDIR') return `${file} is a directory now, not a test file.`;
  return `${file} could not be looked at: stat failed with ${result} (tried ${check.stats.length} times).`;
}
