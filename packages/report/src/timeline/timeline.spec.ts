import { describe, expect, it } from 'vitest';
import type { RunRecord } from '@steadfast/core';
import { partsOf } from '../run-part.js';
import { sampleRecord } from '../testing/sample-record.js';
import { timelineOf } from './timeline.js';

const record = sampleRecord();

/** The same run as a shard, which started at another time. */
function shard(index: number, laterMs: number): RunRecord {
  const move = (file: RunRecord['files'][number]): RunRecord['files'][number] => ({
    ...file,
    path: `${index}/${file.path}`,
    attempts: file.attempts.map((attempt) => ({
      ...attempt,
      attemptId: `${index}-${attempt.attemptId}`,
      startedAt: attempt.startedAt + laterMs,
    })),
  });
  return {
    ...record,
    startedAt: record.startedAt + laterMs,
    shard: { index, total: 2, planDigest: '' },
    files: record.files.map(move),
  };
}

function merged(...runs: readonly RunRecord[]): RunRecord {
  return { ...record, files: runs.flatMap(({ files }) => files) };
}

describe('the timeline of a run', () => {
  const timeline = timelineOf(record, partsOf(record));

  it('has a lane per slot with its attempts in order', () => {
    expect(timeline.lanes.map(({ label }) => label)).toEqual(['slot 0']);
    const bars = timeline.lanes[0]?.bars ?? [];
    expect(bars.map(({ path, attempt, outcome }) => `${path} ${attempt} ${outcome}`)).toEqual([
      'a.py 1 passed',
      'b.py 1 failed',
      'd.py 1 failed',
      'd.py 2 passed',
    ]);
    expect(bars[0]).toMatchObject({ startMs: 5500, endMs: 7000, startUpMs: 1000, tests: 2, leaks: 1 });
    expect(bars[3]?.pauseMs).toBe(500);
    expect(timeline.durationMs).toBe(30_000);
  });

  it('has what happened to the tree, and looks for files that were not there', () => {
    expect(timeline.moments).toMatchObject([{ kind: 'tree', text: 'c.py vanished' }]);
    expect(timeline.missed).toMatchObject([{ path: 'c.py' }]);
  });

  it('lays shards that ran at the same time side by side', () => {
    const runs = [shard(1, 0), shard(2, 4000)];
    const both = merged(...runs);
    const { lanes, durationMs } = timelineOf(both, partsOf(both, runs));
    expect(lanes.map(({ label }) => label)).toEqual(['shard 1/2 · slot 0', 'shard 2/2 · slot 0']);
    expect(lanes.map(({ bars }) => bars[0]?.startMs)).toEqual([5500, 9500]);
    expect(durationMs).toBe(34_000);
  });

  it('lays a shard that ran hours later beside the others, too', () => {
    const runs = [shard(1, 0), shard(2, 7_200_000)];
    const both = merged(...runs);
    const { lanes, durationMs } = timelineOf(both, partsOf(both, runs));
    expect(lanes.map(({ bars }) => bars[0]?.startMs)).toEqual([5500, 5500]);
    expect(durationMs).toBe(30_000);
  });
});
