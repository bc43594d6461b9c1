import type { RunEvent } from '../events.js';

/** Why a run ended before its time, as people say it: `Interrupted (Ctrl-C)`, `Stopped: 3 failures (--maxfail 3)`. */
export function stopText({
  reason,
  interrupted,
}: Pick<Extract<RunEvent, { type: 'run-cancelled' }>, 'reason' | 'interrupted'>): string {
  if (!interrupted) return `Stopped: ${reason}`;
  return reason === 'SIGINT' ? 'Interrupted (Ctrl-C)' : `Interrupted (${reason})`;
}
