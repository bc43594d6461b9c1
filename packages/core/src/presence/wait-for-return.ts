import { checkPresence, isAbsence, type PresenceCheck, type PresenceContext } from './check-presence.js';
import type { PresencePolicy } from '../policy.js';

/** A file that was seen, and is away. */
export interface VanishedFile {
  /** When it was first missed. Many files that vanish at once have been away for as long: their waits end together. */
  readonly since: number;
  /** Calls back when something happened that calls for a look, until it is told to stop. */
  onNews(listener: () => void): () => void;
  /** Whether an operation on the tree goes on, such as a checkout, that may bring the file back. */
  isTreeBusy(): boolean;
}

/** Pauses between looks double, from the first to the longest: most files are back soon, and looking costs. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Looks for a file that is away until it has been away for so long, or until the operation on the tree is over that took it.
 * News of it are looked into at once.
 *
 * @param check The check that found it absent.
 * @returns that check, continued.
 */
export async function waitForReturn(
  path: string,
  check: PresenceCheck,
  { patienceMs, ...policy }: PresencePolicy & { readonly patienceMs: number },
  vanished: VanishedFile,
  { clock, stat, signal }: Required<Omit<PresenceContext, 'onPause'>>,
): Promise<PresenceCheck> {
  const deadline = vanished.since + patienceMs;
  const stats = [...check.stats];
  let pause = FIRST_PAUSE_MS;
  let isBusy = vanished.isTreeBusy();
  for (let isOver = false; !isOver && clock.now() < deadline;) {
    await sleepUntilNews(Math.min(pause, deadline - clock.now()));
    if (signal.aborted) break;
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    const wasBusy = isBusy;
    isBusy = vanished.isTreeBusy();
    isOver = wasBusy && !isBusy;
    const looks = isOver ? policy : { ...policy, stats: 1 };
    const next = await checkPresence(path, looks, { clock, stat, signal });
    stats.push(...next.stats);
    if (next.presence === 'present') return { ...next, stats };
  }
  return { presence: stats.every(({ result }) => isAbsence(result)) ? 'absent' : 'unknown', stats };

  async function sleepUntilNews(ms: number): Promise<void> {
    const news = new AbortController();
    const stop = vanished.onNews(() => {
      news.abort();
    });
    await clock.sleep(ms, AbortSignal.any([signal, news.signal]));
    stop();
  }
}
