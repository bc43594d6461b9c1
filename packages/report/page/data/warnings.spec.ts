import { recordFromEvents, type SessionWarning } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';
import { describe, expect, it } from 'vitest';
import { warningsOf } from './warnings.js';

const OLD: SessionWarning = {
  ...{ category: 'DeprecationWarning', message: 'old', file: 'shop.py', line: 3, count: 2 },
  tests: ['a.py::test_a'],
};

function filesOf() {
  const run = new ScriptedRun(['a.py', 'b.py', 'c.py']);
  const notes = (...warnings: readonly SessionWarning[]) => ({ finished: { notes: { warnings } } });
  run.attempt('a.py', notes({ ...OLD, line: 9, count: 1 }, OLD)).verdict('a.py', 'passed');
  run.attempt('b.py', notes({ ...OLD, count: 3, tests: ['b.py::test_b'] })).verdict('b.py', 'passed');
  run.attempt('c.py').verdict('c.py', 'passed').finish();
  return recordFromEvents(run.events).files;
}

describe('the warnings of a run', () => {
  it('are told once each, the most frequent first, with the files and tests that have them', () => {
    const warnings = warningsOf(filesOf());
    expect(warnings.map(({ line, count, files }) => [line, count, files])).toEqual([
      [3, 5, ['a.py', 'b.py']],
      [9, 1, ['a.py']],
    ]);
    expect(warnings[0]?.tests).toEqual(['a.py::test_a', 'b.py::test_b']);
  });
});
