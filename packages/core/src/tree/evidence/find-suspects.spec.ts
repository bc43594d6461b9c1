import { describe, expect, it } from 'vitest';
import { ScriptedRun } from '../../testing/scripted-run.js';
import { findSuspects, windowOf } from './find-suspects.js';
import { RunHistory } from './run-history.js';

/** Events of a scripted run are one second apart; the first is at 1000 s. */
function at(index: number): number {
  return 1_000_000 + index * 1000;
}

const LEAK = { pid: 7, command: 'sh', ageMs: 500, foundBy: 'adopted', ended: false } as const;

function historyOf(run: ScriptedRun): RunHistory {
  const history = new RunHistory();
  for (const event of run.events) history.listen(event);
  return history;
}

/** Attempt of `a` from 1 to 5 with a leak found at 4, attempt of `b` from 6 to 9. */
function history(ended = false): RunHistory {
  return historyOf(
    new ScriptedRun(['a', 'b'])
      .attempt('a', { tests: { test_a: 'passed' }, leaks: [{ ...LEAK, ended }] })
      .attempt('b', { tests: { test_b: 'passed' } }),
  );
}

function names(from: number, to: number, past = history()): string[] {
  return findSuspects({ from: at(from), to: at(to) }, past).map(({ kind, file }) => `${kind} ${file}`);
}

describe('suspects', () => {
  it('are the attempts that ran in the window', () => {
    expect(names(1, 2)).toEqual(['attempt a']);
    expect(names(8, 10)).toContain('attempt b');
    expect(names(8, 10)).not.toContain('attempt a');
    expect(names(0, 0)).toEqual([]);
  });

  it('are processes that were left alive, from their start on and for ever', () => {
    expect(names(4, 4)).toContain('leak a');
    expect(names(50, 60)).toEqual(['leak a']);
    expect(names(1, 3)).not.toContain('leak a');
  });

  it('are processes that were ended, until then', () => {
    expect(names(3, 4, history(true))).toContain('leak a');
    expect(names(50, 60, history(true))).toEqual([]);
  });

  it('are processes that were seen at that moment, unless they are known as leaks', () => {
    const past = history();
    past.mark(at(20), () => [
      { pid: 7, command: 'sh', file: 'a', test: 'a::x' },
      { pid: 8, command: 'git checkout', file: 'a', test: 'a::x' },
    ]);
    expect(findSuspects({ from: at(19), to: at(20) }, past)).toMatchObject([
      { kind: 'process', pid: 8, test: 'a::x' },
      { kind: 'leak', pid: 7 },
    ]);
  });

  it('come with the test that was running at the moment', () => {
    const run = new ScriptedRun(['a']).attempt('a', { unfinished: true, tests: { test_a: 'passed' } });
    const past = historyOf(run);
    past.mark(at(3), () => []);
    expect(findSuspects({ from: at(2), to: at(3) }, past)).toEqual([
      { kind: 'attempt', file: 'a', test: 'a::test_a', telling: [] },
    ]);
  });
});

describe('the window', () => {
  it('is short after an event, and from the last sight on after a look', () => {
    expect(windowOf(0, { time: 60_000, noticedBy: 'event' })).toEqual({ from: 58_000, to: 60_000 });
    expect(windowOf(59_000, { time: 60_000, noticedBy: 'event' })).toEqual({ from: 59_000, to: 60_000 });
    expect(windowOf(0, { time: 60_000, noticedBy: 'stat' })).toEqual({ from: 0, to: 60_000 });
  });
});
