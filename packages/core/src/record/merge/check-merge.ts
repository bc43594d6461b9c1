import type { PlannedFile } from '../../events.js';
import { comparePaths } from '../../path-order.js';
import type { FileRecord, RunRecord } from '../run-record.js';
import { shardName } from './current-records.js';
import type { MergeProblem } from './merge-problem.js';

/** What the check needs to know of a plan. */
export interface ExpectedPlan {
  readonly digest: string;
  readonly shards: readonly { readonly index: number; readonly files: readonly PlannedFile[] }[];
}

/** Checks that the runs are those of one plan, that none is missing, and that every file has one verdict. */
export function checkMerge(
  records: readonly RunRecord[],
  plan: ExpectedPlan | undefined,
): readonly MergeProblem[] {
  const sightings = sightingsOf(records);
  return [
    ...otherPlans(records, plan),
    ...missingShards(records, plan, sightings),
    ...[...sightings].flatMap(([path, seen]) => problemsOfFile(path, seen)),
    ...(plan === undefined ? [] : againstPlan(records, plan, sightings)),
  ];
}

/** How a message names a run. */
export function runName(record: RunRecord): string {
  const shard = shardName(record);
  return shard === undefined ? `run ${record.runId}` : `shard ${shard}`;
}

/** A file in one of the runs. */
interface Sighting {
  readonly run: string;
  readonly file: FileRecord;
}

type Sightings = ReadonlyMap<string, readonly Sighting[]>;

function sightingsOf(records: readonly RunRecord[]): Sightings {
  const sightings = new Map<string, Sighting[]>();
  for (const record of records) {
    for (const file of record.files) {
      const sighting = { run: runName(record), file };
      const known = sightings.get(file.path);
      if (known === undefined) sightings.set(file.path, [sighting]);
      else known.push(sighting);
    }
  }
  return new Map([...sightings].sort(([a], [b]) => comparePaths(a, b)));
}

function otherPlans(records: readonly RunRecord[], plan: ExpectedPlan | undefined): readonly MergeProblem[] {
  const expectedDigest = plan?.digest ?? commonDigest(records);
  return records.flatMap((record) => {
    const digest = record.shard?.planDigest;
    if (digest === undefined || digest === expectedDigest || expectedDigest === undefined) return [];
    return [{ kind: 'other-plan' as const, run: runName(record), digest, expectedDigest }];
  });
}

/** The digest that most shards have; of several such the one of the newest shard. */
function commonDigest(records: readonly RunRecord[]): string | undefined {
  const counts = new Map<string, number>();
  const oldestFirst = records.toSorted((a, b) => a.startedAt - b.startedAt);
  for (const { shard } of oldestFirst)
    if (shard !== undefined) counts.set(shard.planDigest, (counts.get(shard.planDigest) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return oldestFirst.findLast(({ shard }) => shard !== undefined && counts.get(shard.planDigest) === most)
    ?.shard?.planDigest;
}

function missingShards(
  records: readonly RunRecord[],
  plan: ExpectedPlan | undefined,
  sightings: Sightings,
): readonly MergeProblem[] {
  const reported = new Set(records.map(shardName));
  return expectedShards(records, plan).flatMap(({ shard, files }) => {
    if (reported.has(shard)) return [];
    const withoutRun = files.map(({ path }) => path).filter((path) => !sightings.has(path));
    // A shard whose files have all run elsewhere, or that has none, is nothing to wait for.
    if (plan !== undefined && withoutRun.length === 0) return [];
    return [{ kind: 'shard-missing' as const, shard, files: withoutRun }];
  });
}

interface ExpectedShard {
  readonly shard: string;
  /** Empty when there is no plan to know them from. */
  readonly files: readonly PlannedFile[];
}

function expectedShards(
  records: readonly RunRecord[],
  plan: ExpectedPlan | undefined,
): readonly ExpectedShard[] {
  if (plan !== undefined)
    return plan.shards.map(({ index, files }) => ({ shard: `${index}/${plan.shards.length}`, files }));
  const totals = new Set(records.flatMap(({ shard }) => shard?.total ?? []));
  return [...totals].flatMap((total) =>
    Array.from({ length: total }, (_, index) => ({ shard: `${index + 1}/${total}`, files: [] })),
  );
}

function problemsOfFile(path: string, seen: readonly Sighting[]): readonly MergeProblem[] {
  const verdicts = seen.flatMap(({ run, file }) =>
    file.state === 'finished' && file.verdict !== undefined ? [{ run, verdict: file.verdict }] : [],
  );
  if (verdicts.length > 1) return [{ kind: 'file-twice', path, verdicts }];
  if (verdicts.length === 1) return [];
  return seen.map(({ run, file }) => ({
    kind: file.state === 'not-run' ? 'file-not-run' : 'file-unfinished',
    path,
    run,
  }));
}

function againstPlan(
  records: readonly RunRecord[],
  plan: ExpectedPlan,
  sightings: Sightings,
): readonly MergeProblem[] {
  const reported = new Set(records.map(shardName));
  const planned = new Set<string>();
  const problems: MergeProblem[] = [];
  for (const { index, files } of plan.shards) {
    const shard = `${index}/${plan.shards.length}`;
    for (const { path } of files) {
      planned.add(path);
      if (reported.has(shard) && !sightings.has(path)) problems.push({ kind: 'file-forgotten', path, shard });
    }
  }
  for (const [path, seen] of sightings)
    if (!planned.has(path))
      problems.push(...seen.map(({ run }) => ({ kind: 'file-unplanned' as const, path, run })));
  return problems;
}
