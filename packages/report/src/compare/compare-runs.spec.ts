import { recordFromEvents, type RunRecord } from '@steadfast/core';
import { type ScriptedAttempt, ScriptedRun } from '@steadfast/core/testing';
import { describe, expect, it } from 'vitest';
import { compareRuns } from './compare-runs.js';

function recordOf(tests: ScriptedAttempt['tests'], durationMs = 1000): RunRecord {
  return recordFromEvents(
    new ScriptedRun(['a.py'])
      .attempt('a.py', { ...(tests && { tests }) })
      .verdict('a.py', 'passed', { durationMs })
      .finish().events,
  );
}

const name = (test: string) => ({ file: 'a.py', test: `a.py::${test}` });

describe('a comparison with an earlier run', () => {
  it('tells what newly fails, still fails and is fixed', () => {
    const earlier = recordOf({ breaks: 'passed', broken: 'failed', mended: 'failed', gone: 'passed' });
    const later = recordOf({ breaks: 'failed', broken: 'error', mended: 'passed', added: 'passed' });
    expect(compareRuns(earlier, later)).toMatchObject({
      newlyFailing: [name('breaks')],
      stillFailing: [name('broken')],
      fixed: [name('mended')],
      added: [name('added')],
      removed: [name('gone')],
    });
  });

  it('tells which files and tests are slower or faster, and leaves out what is noise', () => {
    const timed = (slow: number, fast: number, noisy: number) => ({
      slow: { durationMs: slow },
      fast: { durationMs: fast },
      noisy: { durationMs: noisy },
    });
    const { slower, faster } = compareRuns(
      recordOf(timed(100, 900, 1), 1000),
      recordOf(timed(900, 100, 9), 5000),
    );
    expect(slower).toEqual([
      { file: 'a.py', beforeMs: 1000, afterMs: 5000 },
      { ...name('slow'), beforeMs: 100, afterMs: 900 },
    ]);
    expect(faster).toEqual([{ ...name('fast'), beforeMs: 900, afterMs: 100 }]);
  });

  it('tells of a file that is missing now, without calling its tests gone', () => {
    const missing = recordFromEvents(new ScriptedRun(['a.py']).verdict('a.py', 'missing').finish().events);
    const there = recordOf({ one: 'passed' });
    expect(compareRuns(there, missing)).toMatchObject({ newlyFailing: [{ file: 'a.py' }], removed: [] });
    expect(compareRuns(missing, there)).toMatchObject({ newlyFailing: [], fixed: [{ file: 'a.py' }] });
  });
});
