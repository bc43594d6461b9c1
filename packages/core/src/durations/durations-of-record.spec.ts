import { describe, expect, it } from 'vitest';
import { recordFromEvents } from '../record/record-builder.js';
import { ScriptedRun } from '../testing/scripted-run.js';
import { durationsOfRecord } from './durations-of-record.js';

describe('the durations of a run', () => {
  it('are those of files that ran to their end, green or red', () => {
    const run = new ScriptedRun([
      'passed.py',
      'failed.py',
      'empty.py',
      'slow.py',
      'dead.py',
      'away.py',
      'waiting.py',
    ])
      .attempt('passed.py', { finished: { durationMs: 1234.6 } })
      .attempt('failed.py', { outcome: 'failed', finished: { durationMs: 100 } })
      .attempt('empty.py', { outcome: 'no-tests', finished: { durationMs: 0.2 } })
      .attempt('slow.py', { outcome: 'timed-out' })
      .attempt('dead.py', { outcome: 'crashed' })
      .attempt('away.py', { outcome: 'not-found' });
    const durations = durationsOfRecord(recordFromEvents(run.events));
    expect([...durations].map(([path, [sample]]) => [path, sample?.[1]])).toEqual([
      ['empty.py', 1],
      ['failed.py', 100],
      ['passed.py', 1235],
    ]);
    expect(durations.get('passed.py')?.[0]?.[0]).toBe(1000);
  });

  it('are none where only some tests of every file ran', () => {
    const run = new ScriptedRun(['a.py'], { filtered: true }).attempt('a.py').finish();
    expect(durationsOfRecord(recordFromEvents(run.events)).size).toBe(0);
  });

  it('are those of the whole file, not of the tests that ran again', () => {
    const run = new ScriptedRun(['a.py', 'b.py'])
      .attempt('a.py', { outcome: 'failed', finished: { durationMs: 900 } })
      .attempt('a.py', { started: { selection: ['a.py::test_one'] }, finished: { durationMs: 10 } })
      .attempt('b.py', { outcome: 'not-found', finished: { durationMs: 5 } })
      .attempt('b.py', { finished: { durationMs: 700 } });
    const durations = durationsOfRecord(recordFromEvents(run.events));
    expect([...durations.values()].flat().map(([, ms]) => ms)).toEqual([900, 700]);
  });

  it('are those of all parts of a file that was split, and none where a part did not run to its end', () => {
    const part = (index: number) => ({
      part: { index, total: 2 },
      share: { kind: 'part', index, total: 2 } as const,
    });
    const run = new ScriptedRun(['a.py', 'b.py'])
      .attempt('a.py', { started: part(2), finished: { durationMs: 900 } })
      .attempt('a.py', { started: part(1), finished: { durationMs: 500 } })
      .attempt('b.py', { started: part(1), finished: { durationMs: 500 } })
      .attempt('b.py', { started: part(2), outcome: 'timed-out' })
      .attempt('b.py', {
        started: { cause: 'remainder', part: { index: 2, total: 2 }, share: { kind: 'tests', ids: ['x'] } },
      });
    expect(
      [...durationsOfRecord(recordFromEvents(run.events))].map(([path, [sample]]) => [path, sample?.[1]]),
    ).toEqual([['a.py', 1400]]);
  });
});
