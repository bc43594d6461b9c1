import {
  type AttemptRecord,
  type FileRecord,
  type NotableEvent,
  type RunRecord,
  serviceText,
  stopText,
} from '@steadfast/core/record';
import type { RunPart, RunParts } from '../run-part.js';

/** A run as a person looks at it: what ran when in which slot. Times are milliseconds from the start of the run. */
export interface Timeline {
  readonly durationMs: number;
  readonly lanes: readonly Lane[];
  /** What happened to the run as a whole, in order. */
  readonly moments: readonly Moment[];
  /** Looks for files that no attempt followed: they were not there. */
  readonly missed: readonly MissedFile[];
}

/** A look at whether a file is there that led to no attempt. */
export interface MissedFile {
  readonly file: number;
  readonly path: string;
  readonly atMs: number;
}

/** One slot of one part of the run. */
export interface Lane {
  readonly part: number;
  readonly slot: number;
  readonly label: string;
  /** In order. */
  readonly bars: readonly Bar[];
  readonly busyMs: number;
}

/** One attempt. */
export interface Bar {
  /** Index of the file in the record. */
  readonly file: number;
  readonly path: string;
  readonly attempt: number;
  /** The outcome, or `unfinished` for an attempt whose end the run did not live to see. */
  readonly outcome: string;
  readonly startMs: number;
  readonly endMs: number;
  /** How long the process took besides its tests; 0 when it ended in the middle of one. */
  readonly startUpMs: number;
  /** How long the file waited for this attempt. */
  readonly pauseMs: number;
  readonly tests: number;
  readonly leaks: number;
  /** When it was looked whether the file is there. */
  readonly checksMs: readonly number[];
}

export interface Moment {
  readonly atMs: number;
  readonly kind: 'tree' | 'service' | 'notice' | 'cancelled';
  readonly text: string;
}

/** Lays out a run. Parts that did not run at the same time are laid out as if they had. */
export function timelineOf(record: RunRecord, { parts, partOfFile }: RunParts): Timeline {
  const zeros = zeroOfParts(parts);
  const lanes = new Map<string, { part: number; slot: number; bars: Bar[] }>();
  for (const [index, file] of record.files.entries()) {
    const part = partOfFile[index] ?? 0;
    const { zero, end } = zeros[part] ?? { zero: record.startedAt, end: record.durationMs };
    for (const [nth, attempt] of file.attempts.entries()) {
      const key = `${part} ${attempt.slot}`;
      let lane = lanes.get(key);
      if (lane === undefined) lanes.set(key, (lane = { part, slot: attempt.slot, bars: [] }));
      lane.bars.push(barOf(file, index, attempt, nth, zero, end));
    }
  }
  const sorted = [...lanes.values()].sort((a, b) => a.part - b.part || a.slot - b.slot);
  const finished = sorted.map((lane) => finishLane(lane, parts));
  const momentZero = Math.min(...zeros.map(({ zero }) => zero));
  const ends = [...zeros.map(({ end }) => end), ...finished.map((lane) => lane.bars.at(-1)?.endMs ?? 0)];
  return {
    durationMs: Math.max(1, ...ends),
    lanes: finished,
    moments: record.notable.map((event) => momentOf(event, momentZero)),
    missed: record.files.flatMap((file, index) =>
      missedChecks(file, index, zeros[partOfFile[index] ?? 0]?.zero ?? record.startedAt),
    ),
  };
}

/** One line for a change, a notice or a cancellation. */
export function momentText(event: NotableEvent): string {
  switch (event.type) {
    case 'notice':
      return event.message;
    case 'run-cancelled':
      return stopText(event);
    case 'service-changed':
      return serviceText(event.change);
    case 'tree-changed':
      switch (event.change.kind) {
        case 'head-moved':
          return `HEAD moved from ${event.change.from} to ${event.change.to}${event.change.reflog === undefined ? '' : ` (${event.change.reflog})`}`;
        case 'file-vanished':
          return `${event.change.file} vanished`;
        case 'file-changed':
          return `${event.change.file} changed`;
        case 'directory-vanished':
          return `${event.change.directory} vanished`;
      }
  }
}

/** What counts as zero for each part, in epoch time, and where the part ends on the common axis. */
function zeroOfParts(parts: readonly RunPart[]): readonly { readonly zero: number; readonly end: number }[] {
  const first = Math.min(...parts.map(({ startedAt }) => startedAt));
  const last = Math.max(...parts.map(({ startedAt }) => startedAt));
  const longest = Math.max(...parts.map(({ durationMs }) => durationMs));
  const together = last - first <= longest;
  return parts.map(({ startedAt, durationMs }) => {
    const zero = together ? first : startedAt;
    return { zero, end: startedAt - zero + durationMs };
  });
}

function barOf(
  file: FileRecord,
  index: number,
  attempt: AttemptRecord,
  nth: number,
  zero: number,
  partEnd: number,
): Bar {
  const startMs = attempt.startedAt - zero;
  const endMs = attempt.durationMs === undefined ? Math.max(startMs, partEnd) : startMs + attempt.durationMs;
  const testMs = attempt.tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const before = nth === 0 ? -Infinity : (file.attempts[nth - 1]?.startedAt ?? -Infinity);
  return {
    file: index,
    path: file.path,
    attempt: attempt.attempt,
    outcome: attempt.outcome ?? 'unfinished',
    startMs,
    endMs,
    startUpMs: attempt.runningTest === undefined ? Math.max(0, endMs - startMs - testMs) : 0,
    pauseMs: attempt.pauseMs,
    tests: attempt.tests.length,
    leaks: attempt.leaks.length,
    checksMs: file.presenceChecks
      .filter(({ time }) => time > before && time <= attempt.startedAt)
      .map(({ time }) => time - zero),
  };
}

function missedChecks(file: FileRecord, index: number, zero: number): readonly MissedFile[] {
  const last = file.attempts.at(-1)?.startedAt ?? -Infinity;
  return file.presenceChecks
    .filter(({ time }) => time > last)
    .map(({ time }) => ({ file: index, path: file.path, atMs: time - zero }));
}

function finishLane(lane: { part: number; slot: number; bars: Bar[] }, parts: readonly RunPart[]): Lane {
  const bars = lane.bars.sort((a, b) => a.startMs - b.startMs);
  const part = parts[lane.part]?.label ?? '';
  const busyMs = bars.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return {
    ...lane,
    bars,
    busyMs,
    label: part === '' ? `slot ${lane.slot}` : `${part} · slot ${lane.slot}`,
  };
}

const MOMENT_KINDS: Readonly<Record<NotableEvent['type'], Moment['kind']>> = {
  'tree-changed': 'tree',
  'service-changed': 'service',
  'run-cancelled': 'cancelled',
  notice: 'notice',
};

function momentOf(event: NotableEvent, zero: number): Moment {
  return { atMs: Math.max(0, event.time - zero), kind: MOMENT_KINDS[event.type], text: momentText(event) };
}
