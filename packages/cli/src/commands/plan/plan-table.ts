import { type Plan, plannedFiles, planQuality } from '@steadfast/core';
import { durationText } from '../../terminal/duration-text.js';

/** What people want to know of a plan: its shards, and how good it is. */
export function planTable(plan: Plan, countTests: (path: string) => number): string {
  const { totalMs, longest, lowerBoundMs, makespanMs, balance } = planQuality(plan);
  const rows = plan.shards.map(({ index, files, estimateMs }) => [
    `${index}/${plan.shards.length}`,
    String(files.length),
    String(files.reduce((sum, { path }) => sum + countTests(path), 0)),
    durationText(estimateMs),
  ]);
  const empty = plan.shards.filter(({ files }) => files.length === 0).length;
  return [
    ...columns([['shard', 'files', 'tests', 'time'], ...rows]),
    '',
    `${plannedFiles(plan).length} files, ${durationText(totalMs)} one after the other; plan ${plan.digest}`,
    ...(longest === undefined ? [] : [`longest file   ${durationText(longest.estimateMs)}  ${longest.path}`]),
    `largest shard  ${durationText(makespanMs)}`,
    `lower bound    ${durationText(lowerBoundMs)}  no plan of so many shards takes less`,
    `balance        ${(balance * 100).toFixed(1)} %`,
    ...(empty === 0 ? [] : [`${empty} of the shards have no file: fewer would do`]),
  ].join('\n');
}

/** Right-aligned, since all but the heading are numbers. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}
