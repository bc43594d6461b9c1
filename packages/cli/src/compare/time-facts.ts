import { createPlan, type PlannedFile, planQuality, type RunRecord } from '@steadfast/core';
import type { Cost } from './run-measured.js';
import type { SuiteComparison } from './compare-suite.js';

/** What a suite takes over several machines. Durations in milliseconds. */
export interface Expectation {
  readonly machines: number;
  readonly wallMs: number;
}

/** What running a suite costs. */
export interface TimeFacts {
  readonly pytest: Cost;
  readonly first: Cost;
  readonly second: Cost;
  /** Which part of the attempts' time passed outside of tests, from 0 to 1. */
  readonly startUpShare: number;
  /** The file that a run cannot be faster than. */
  readonly longest: PlannedFile | undefined;
  readonly expected: readonly Expectation[];
}

const MACHINES = [2, 4, 8] as const;

/** Takes the times of a comparison together; `undefined` when Steadfast left no record. */
export function timeFacts({ pytest, steadfast: [first, second] }: SuiteComparison): TimeFacts | undefined {
  const { record } = second;
  if (record === undefined) return undefined;
  const files = durationsOf(record);
  const totalMs = files.reduce((sum, { estimateMs }) => sum + estimateMs, 0);
  const testMs = record.files
    .flatMap(({ attempts }) => attempts.flatMap(({ tests }) => tests))
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
  const longest = files.reduce<PlannedFile | undefined>(
    (most, file) => (most === undefined || file.estimateMs > most.estimateMs ? file : most),
    undefined,
  );
  return {
    pytest: pytest[0].cost,
    first: first.cost,
    second: second.cost,
    startUpShare: totalMs === 0 ? 0 : Math.max(0, 1 - testMs / totalMs),
    longest,
    expected: MACHINES.map((machines) => ({ machines, wallMs: expectedWall(record, files, machines) })),
  };
}

/**
 * Each machine runs its shard in as many slots as this one did, and needs as long before and after it. Files side by side took
 * what they took here, so what they cost each other is in the figures.
 */
function expectedWall(record: RunRecord, files: readonly PlannedFile[], machines: number): number {
  const overheadMs = Math.max(0, record.durationMs - makespan(files, record.slots));
  const shards = createPlan(files, machines).shards;
  return overheadMs + Math.max(0, ...shards.map((shard) => makespan(shard.files, record.slots)));
}

function makespan(files: readonly PlannedFile[], slots: number): number {
  return files.length === 0 ? 0 : planQuality(createPlan(files, slots)).makespanMs;
}

function durationsOf({ files }: RunRecord): readonly PlannedFile[] {
  return files.flatMap(({ path, durationMs }) =>
    durationMs === undefined ? [] : { path, estimateMs: durationMs },
  );
}
