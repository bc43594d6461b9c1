import type { FileRecord, RunRecord } from '@steadfast/core/record';

/** One of the runs that a record was merged from: a shard, or a machine. A run that was not merged is its own only part. */
export interface RunPart {
  /** `shard 2/4`; empty for the only part. */
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly slots: number;
}

/** The parts of a record, and which of them each of its files ran in. */
export interface RunParts {
  readonly parts: readonly RunPart[];
  /** Index into `parts` for each file of the record, in its order. */
  readonly partOfFile: readonly number[];
}

/**
 * Tells which file of a record ran in which run.
 *
 * @param runs What the record was merged from; runs of which it holds no attempt are left out. Empty for a run of its own.
 */
export function partsOf(record: RunRecord, runs: readonly RunRecord[] = []): RunParts {
  const current = runs.filter((run) => run.files.length > 0);
  if (current.length < 2) return { parts: [onlyPart(record)], partOfFile: record.files.map(() => 0) };
  const runOfAttempt = new Map<string, number>();
  for (const [index, run] of current.entries())
    for (const file of run.files) {
      const id = firstAttemptId(file);
      if (id !== undefined) runOfAttempt.set(id, index);
    }
  const runOfFile = record.files.map((file) => runOfAttempt.get(firstAttemptId(file) ?? ''));
  const used = [...new Set(runOfFile.filter((index) => index !== undefined))].sort((a, b) => a - b);
  const position = new Map(used.map((index, at) => [index, at]));
  return {
    parts: used.flatMap((index) => {
      const run = current[index];
      return run === undefined ? [] : [partOf(run, index)];
    }),
    partOfFile: runOfFile.map((index) => (index === undefined ? 0 : (position.get(index) ?? 0))),
  };
}

function onlyPart({ startedAt, durationMs, slots }: RunRecord): RunPart {
  return { label: '', startedAt, durationMs, slots };
}

function partOf({ shard, startedAt, durationMs, slots }: RunRecord, index: number): RunPart {
  const label = shard === undefined ? `run ${index + 1}` : `shard ${shard.index}/${shard.total}`;
  return { label, startedAt, durationMs, slots };
}

function firstAttemptId({ attempts }: FileRecord): string | undefined {
  return attempts[0]?.attemptId;
}
