/** What is known about the files of a run that have no verdict yet. */
export interface WorkLeft {
  readonly slots: number;
  /** Files that were not started: expected milliseconds of those that have an estimate, number of the others. */
  readonly waiting: { readonly estimatedMs: number; readonly withoutEstimate: number };
  /** An estimate of 0 says that nothing is known. */
  readonly running: readonly { readonly estimateMs: number; readonly elapsedMs: number }[];
  readonly finished: { readonly files: number; readonly totalMs: number };
}

/**
 * How long the run will still take; `undefined` as long as nothing has a duration. A file without an estimate counts as
 * much as the finished ones did on average.
 */
export function timeLeftMs({ slots, waiting, running, finished }: WorkLeft): number | undefined {
  const average = finished.files > 0 ? finished.totalMs / finished.files : 0;
  const runningLeft = running.map(({ estimateMs, elapsedMs }) =>
    Math.max(0, (estimateMs || average) - elapsedMs),
  );
  const anyEstimate = waiting.estimatedMs > 0 || running.some(({ estimateMs }) => estimateMs > 0);
  if (finished.files === 0 && !anyEstimate) return undefined;
  const work = runningLeft.reduce(
    (sum, ms) => sum + ms,
    waiting.estimatedMs + waiting.withoutEstimate * average,
  );
  return Math.max(work / slots, ...runningLeft);
}
