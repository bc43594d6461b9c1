import { recordFromEvents, type RunRecord } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../run-part.js';
import { timelineOf } from '../timeline/timeline.js';
import { adviceFor } from './advice.js';
import { runTimeOf } from './run-time.js';

interface Work {
  readonly file: string;
  readonly slot: number;
  readonly startMs: number;
  readonly ms: number;
  readonly estimateMs?: number;
}

function recordOf(slots: number, work: readonly Work[]): RunRecord {
  const run = new ScriptedRun(
    work.map(({ file }) => file),
    { slots },
  );
  for (const { file, ms, slot } of work)
    run
      .attempt(file, { started: { slot, isolation: 'warm' }, finished: { durationMs: ms, slot } })
      .verdict(file, 'passed', { durationMs: ms });
  const durationMs = Math.max(...work.map(({ startMs, ms }) => startMs + ms));
  const record = recordFromEvents(run.finish({ durationMs }).events);
  const files = record.files.map((file) => {
    const { startMs = 0, estimateMs = 0 } = work.find((each) => each.file === file.path) ?? {};
    const attempts = file.attempts.map((attempt) => ({ ...attempt, startedAt: record.startedAt + startMs }));
    return { ...file, estimateMs, attempts };
  });
  return { ...record, files };
}

function adviceOf(record: RunRecord): readonly string[] {
  const parts = partsOf(record);
  const time = runTimeOf(record, timelineOf(record, parts), parts);
  return adviceFor(record, time).map(({ finding, remedy }) => `${finding}: ${remedy}`);
}

describe('advice', () => {
  it('names the file that the run waits for, and how many slots are of use', () => {
    const advice = adviceOf(
      recordOf(2, [
        { file: 'long.py', slot: 0, startMs: 0, ms: 4000 },
        { file: 'a.py', slot: 1, startMs: 0, ms: 3000 },
        { file: 'b.py', slot: 1, startMs: 3000, ms: 3000 },
      ]),
    );
    expect(advice[0]).toBe('long.py is 67 % of the run: split it, or add no slot or shard beyond 3');
  });

  it('names the file that started too late because nobody knew that it is long', () => {
    const advice = adviceOf(
      recordOf(2, [
        { file: 'a.py', slot: 0, startMs: 0, ms: 2000 },
        { file: 'b.py', slot: 1, startMs: 0, ms: 2000 },
        { file: 'late.py', slot: 1, startMs: 2000, ms: 2500, estimateMs: 100 },
      ]),
    );
    expect(advice).toContainEqual(
      'slots waited 2.50s in all for late.py, which was expected to take 0.10s and took 2.50s: keep the durations file between runs, and the next one starts it earlier',
    );
  });

  it('says what more slots would bring where all are busy', () => {
    const work = Array.from({ length: 8 }, (_, index) => ({
      file: `${index}.py`,
      slot: index % 2,
      startMs: Math.floor(index / 2) * 1000,
      ms: 1000,
    }));
    expect(adviceOf(recordOf(2, work))).toEqual([
      'the 2 slots were busy 100 % of the time: 4 would take about 2.00s',
    ]);
  });

  it('has nothing to say of a run without attempts', () => {
    expect(adviceOf(recordFromEvents(new ScriptedRun([]).finish().events))).toEqual([]);
  });
});
