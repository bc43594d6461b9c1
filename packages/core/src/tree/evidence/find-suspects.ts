import type { PastAttempt, RunHistory } from './run-history.js';
import type { AttemptSuspect, LeakSuspect, ProcessSuspect, Suspect } from './vanishing-facts.js';
import type { Missed } from '../sightings.js';

/** How late the news of a change may reach us on a busy machine. */
const LATEST_NEWS_MS = 2_000;

/** How long before the news a moment belongs to the same change. */
const SAME_CHANGE_MS = 1_000;

/** Time in which the file vanished. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** An event comes soon after what it tells of; a look that misses the file tells nothing of when it went. */
export function windowOf(lastSeen: number, { time, noticedBy }: Missed): Window {
  return { from: noticedBy === 'event' ? Math.max(lastSeen, time - LATEST_NEWS_MS) : lastSeen, to: time };
}

/** All that lived in the window. The lines of test files are for others to read. */
export function findSuspects(window: Window, history: RunHistory): readonly Suspect[] {
  const left = leaks(window, history);
  return [...processes(window, history, left), ...left, ...attempts(window, history)];
}

/** A leak is a process, too, and better known as what it is. */
function processes(
  { from, to }: Window,
  { moments }: RunHistory,
  left: readonly LeakSuspect[],
): readonly ProcessSuspect[] {
  const known = new Set(left.map(({ pid }) => pid));
  const found = new Map<number, ProcessSuspect>();
  for (const moment of moments) {
    if (moment.time < from || moment.time > to + SAME_CHANGE_MS) continue;
    for (const seen of moment.processes) {
      if (!known.has(seen.pid)) found.set(seen.pid, { kind: 'process', ...seen });
    }
  }
  return [...found.values()];
}

function leaks({ from, to }: Window, history: RunHistory): readonly LeakSuspect[] {
  return history.leaks
    .filter(({ leak, foundAt }) => foundAt - leak.ageMs <= to && (!leak.ended || foundAt >= from))
    .map(({ file, leak, foundAt }) => ({
      kind: 'leak',
      file,
      pid: leak.pid,
      command: leak.command,
      ...(leak.test === undefined ? {} : { test: leak.test }),
      ...(leak.ended ? { endedAt: foundAt } : {}),
    }));
}

function attempts({ from, to }: Window, history: RunHistory): readonly AttemptSuspect[] {
  const moment = history.moments.find(({ time }) => Math.abs(time - to) <= SAME_CHANGE_MS);
  return history.attemptsBetween(from, to).map((attempt) => {
    const test = testAt(attempt, moment?.running);
    return { kind: 'attempt', file: attempt.file, ...(test === undefined ? {} : { test }), telling: [] };
  });
}

/** The test at the moment where there is one; over a longer time it may have been any of the file. */
function testAt(
  { file, from }: PastAttempt,
  running: readonly PastAttempt[] | undefined,
): string | undefined {
  return running?.find((attempt) => attempt.file === file && attempt.from === from)?.test;
}
