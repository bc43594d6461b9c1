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

/** What one file took; `undefined` when its attempts say nothing of it. Of a file that was split, all parts together. */
export function durationOfFile({ attempts }: Pick<FileRecord, 'attempts'>): DurationSample | undefined {
  const total = attempts[0]?.part?.total ?? 1;
  const telling = Array.from({ length: total }, (_, index) => tellingAttempt(attempts, index + 1));
  let durationMs = 0;
  for (const attempt of telling) {
    if (attempt?.durationMs === undefined) return undefined;
    durationMs += attempt.durationMs;
  }
  return [Math.floor((telling[0]?.startedAt ?? 0) / 1000), Math.max(1, Math.round(durationMs))];
}

/** The last attempt that ran all of a part to its end. */
function tellingAttempt(attempts: readonly AttemptRecord[], part: number): AttemptRecord | undefined {
  return attempts.findLast(
    ({ outcome, selection, share, part: own }) =>
      (own?.index ?? 1) === part &&
      selection.length === 0 &&
      share?.kind !== 'tests' &&
      (outcome === 'passed' || outcome === 'failed' || outcome === 'no-tests'),
  );
}
