import type { AttemptRecord, FileRecord, RunRecord } from '../record/run-record.js';
import type { Durations, DurationSample } from './durations.js';

/**
 * What the files of a run took, as far as that says what they will take: the last attempt that ran the whole file to its end.
 * Attempts that timed out, crashed or were stopped do not count, nor do reruns of some tests, nor anything of a filtered run.
 */
export function durationsOfRecord({ files, filtered }: Pick<RunRecord, 'files' | 'filtered'>): Durations {
  if (filtered === true) return new Map();
  return new Map(
    files.flatMap((file) => {
      const sample = durationOfFile(file);
      return sample === undefined ? [] : [[file.path, [sample]] as const];
    }),
  );
}

/** What one file took; `undefined` when its attempts say nothing of it. */
export function durationOfFile(file: FileRecord): DurationSample | undefined {
  const attempt = tellingAttempt(file);
  if (attempt?.durationMs === undefined) return undefined;
  return [Math.floor(attempt.startedAt / 1000), Math.max(1, Math.round(attempt.durationMs))];
}

function tellingAttempt({ attempts }: FileRecord): AttemptRecord | undefined {
  return attempts.findLast(
    ({ outcome, selection, share }) =>
      selection.length === 0 &&
      share === undefined &&
      (outcome === 'passed' || outcome === 'failed' || outcome === 'no-tests'),
  );
}
