import type { AttemptRecord, FileRecord, RunRecord } from '@steadfast/core';
import { describe, expect, it } from 'vitest';
import { judgeRecord } from './judge-record.js';

function file(path: string, durationMs: number, more: Partial<AttemptRecord> = {}): FileRecord {
  const attempt: AttemptRecord = {
    attempt: 1,
    attemptId: path,
    cause: 'first',
    pauseMs: 0,
    slot: 0,
    isolation: 'auto',
    selection: [],
    startedAt: 0,
    durationMs,
    outcome: 'passed',
    tests: [],
    leaks: [],
    ...more,
  };
  return {
    path,
    estimateMs: 0,
    state: 'finished',
    verdict: 'passed',
    durationMs,
    retries: { missing: 0, rerun: 0, lost: 0 } as FileRecord['retries'],
    presenceChecks: [],
    attempts: [attempt],
  };
}

function record(...files: readonly FileRecord[]): RunRecord {
  return { slots: 2, files } as unknown as RunRecord;
}

describe('a run is judged', () => {
  it('against an earlier one: a problem beyond the limit, else a fact', () => {
    const before = record(file('a.py', 10_000), file('b.py', 10_000), file('gone.py', 99_000));
    const now = record(file('a.py', 16_000), file('b.py', 10_000), file('new.py', 5_000));
    const texts = [
      'the same files took 26.0s in all, 30 % slower than 20.0s before',
      'a.py took 16.0s, before 10.0s',
    ];
    expect(judgeRecord(now, before, 0.2).problems).toEqual(texts);
    expect(judgeRecord(now, before, 0.5)).toMatchObject({
      problems: [],
      advice: expect.arrayContaining(texts) as unknown,
    });
    expect(judgeRecord(now, before, undefined).problems).toEqual([]);
    expect(judgeRecord(before, now, 0.2).advice[0]).toContain('23 % faster');
  });

  it('by what it waits for, leaks and could not fork', () => {
    const leak = { pid: 1, command: 'x', ageMs: 1, foundBy: 'group', ended: true } as const;
    const { advice } = judgeRecord(
      record(
        file('long.py', 60_000),
        file('leaky.py', 1000, { leaks: [leak, leak] }),
        file('spawned.py', 1000, { launch: { kind: 'spawned', because: 'threads are alive' } }),
      ),
      undefined,
      undefined,
    );
    expect(advice).toEqual([
      'the run waits for long.py (1m 00s): split into files, or into parts (split = "auto" in overrides), the same tests could be through in 31.0s on 2 slots',
      'leaky.py left 2 processes behind',
      '1 attempts had a new interpreter: threads are alive',
    ]);
  });

  it('as good, where nothing stands out', () => {
    expect(judgeRecord(record(file('a.py', 10), file('b.py', 10)), undefined, 0.1)).toEqual({
      advice: [],
      problems: [],
    });
  });
});
