import { comparePaths } from '../../path-order.js';
import type { RunRecord } from '../run-record.js';

/**
 * The records that count, in an order of their own: of the same shard the newest, since CI runs a shard again as a whole; and of
 * the same run the one that knows more, since a run may come as record and as event log.
 */
export function currentRecords(records: readonly RunRecord[]): readonly RunRecord[] {
  const current = new Map<string, RunRecord>();
  for (const record of records.toSorted(byAge)) current.set(keyOf(record), record);
  return [...current.values()].sort(byShard);
}

/** `1/4`, as the command line has it; `undefined` for a run of everything. */
export function shardName({ shard }: Pick<RunRecord, 'shard'>): string | undefined {
  return shard && `${shard.index}/${shard.total}`;
}

function keyOf(record: RunRecord): string {
  const shard = shardName(record);
  return shard === undefined ? `run ${record.runId}` : `shard ${shard}`;
}

/** The oldest first; of one run the least complete first. */
function byAge(a: RunRecord, b: RunRecord): number {
  return (
    a.startedAt - b.startedAt ||
    comparePaths(a.runId, b.runId) ||
    Number(a.complete) - Number(b.complete) ||
    a.durationMs - b.durationMs
  );
}

function byShard(a: RunRecord, b: RunRecord): number {
  return (a.shard?.index ?? 0) - (b.shard?.index ?? 0) || byAge(a, b);
}
