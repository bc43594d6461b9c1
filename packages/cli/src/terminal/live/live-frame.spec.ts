import { recordFromEvents } from '@steadfast/core';
import { type ScriptedAttempt, ScriptedRun } from '@steadfast/core/testing';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { textStyle } from '../text-style.js';
import { liveFrame } from './live-frame.js';
import { LiveProgress } from './live-progress.js';
import { runningText } from './running-text.js';

const START = 1_000_000;

function progressOf(run: ScriptedRun): LiveProgress {
  const progress = new LiveProgress();
  run.events.forEach((event) => {
    progress.add(event);
  });
  for (const file of recordFromEvents(run.events).files) if (file.verdict !== undefined) progress.close(file);
  return progress;
}

const running = (slot: number, attempt = 1): ScriptedAttempt => ({
  started: { attemptId: `id ${slot}`, slot, attempt },
  unfinished: true,
});

function busy(): ScriptedRun {
  return new ScriptedRun([
    'tests/a.py',
    'tests/b.py',
    'tests/目录/test_ünicode.py',
    'tests/c.py',
    'tests/d.py',
  ])
    .attempt('tests/a.py', { outcome: 'failed', tests: { test_one: 'failed', test_two: 'passed' } })
    .verdict('tests/a.py', 'failed', { durationMs: 4000 })
    .attempt('tests/b.py', running(1))
    .attempt('tests/目录/test_ünicode.py', running(0, 2));
}

function frame(
  run: ScriptedRun,
  columns: number,
  rows: number,
  afterMs = 20_000,
  unicode = false,
): readonly string[] {
  return liveFrame(progressOf(run), START + afterMs, { columns, rows, style: textStyle(false), unicode });
}

describe('the live lines', () => {
  it('promise no end where files come from a queue', () => {
    const run = new ScriptedRun([])
      .attempt('tests/a.py', { outcome: 'passed', tests: { test_one: 'passed' } })
      .verdict('tests/a.py', 'passed', { durationMs: 4000 })
      .attempt('tests/b.py', running(1));
    expect(frame(run, 80, 24)[0]).toBe('1 file done, 20s');
    expect(runningText(progressOf(run), START, () => [])).toMatch(/^Running: 1 file, 1 done\n/);
  });

  it('say how far the run is, what came of it, and what runs in each slot', () => {
    expect(frame(busy(), 80, 24)).toEqual([
      '#########........................................ 1/5 files, 20s, about 1s left',
      'Tests: 1 failed, 1 passed. Files: 1 failed',
      '    11s  tests/目录/test_ünicode.py  slow, attempt 2',
      '    12s  tests/b.py  slow',
    ]);
  });

  it('have blocks where the terminal has them', () => {
    expect(frame(busy(), 80, 24, 20_000, true)[0]).toMatch(/^█{9}░{40} 1\/5 files/);
  });

  it.each([200, 100, 60, 40, 25, 12, 3, 1])('fit into %i columns', (columns) => {
    for (const line of frame(busy(), columns, 24))
      expect(stringWidth(line)).toBeLessThan(Math.max(2, columns));
  });

  it('keep the end of a path where there is no room for all of it', () => {
    expect(frame(busy(), 42, 24)[2]).toBe('    11s  …est_ünicode.py  slow, attempt 2');
  });

  it('leave out the bar on a narrow terminal', () => {
    expect(frame(busy(), 30, 24)[0]).toBe('1/5 files, 20s, about 1s left');
  });

  it.each([24, 6, 5, 4, 3])('are fewer than %i rows', (rows) => {
    const files = Array.from({ length: 30 }, (_, index) => `t${index}.py`);
    const run = files.reduce((all, file, slot) => all.attempt(file, running(slot)), new ScriptedRun(files));
    expect(frame(run, 80, rows).length).toBeLessThan(rows);
  });

  it('show what runs longest where not all fits', () => {
    const files = Array.from({ length: 5 }, (_, index) => `t${index}.py`);
    const run = files.reduce((all, file, slot) => all.attempt(file, running(slot)), new ScriptedRun(files));
    expect(frame(run, 80, 7, 10_000).slice(2)).toEqual([
      '     9s  t0.py  slow',
      '     8s  t1.py  slow',
      'and 3 more files',
    ]);
  });
});

describe('what runs now', () => {
  it('is told with the last lines of its output', () => {
    const text = runningText(progressOf(busy()), START + 20_000, (id, count) =>
      id === 'id 1' ? ['', 'collected 2 items', `\x1b[2Jlast of ${count}`] : [],
    );
    expect(text).toBe(`\
Running: 2 files, 1 of 5 done
  slot 1: tests/目录/test_ünicode.py, 11.0s, attempt 2
  slot 2: tests/b.py, 12.0s
    | collected 2 items
    | last of 3`);
  });
});
