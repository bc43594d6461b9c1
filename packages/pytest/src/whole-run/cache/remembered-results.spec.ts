import { recordFromEvents } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';
import { describe, expect, it } from 'vitest';
import { nodeIdsOf } from './node-ids.js';
import { RememberedResults } from './remembered-results.js';

const ids = nodeIdsOf('/project', '/project');

function learn(
  run: ScriptedRun,
  lastFailed: readonly string[] = [],
  nodeIds: readonly string[] = [],
): RememberedResults {
  const results = new RememberedResults(lastFailed, nodeIds, ids);
  for (const file of recordFromEvents(run.events).files) results.learn(file);
  return results;
}

function failedAfter(run: ScriptedRun, before: readonly string[] = []): readonly string[] {
  return [...learn(run, before).lastFailed(['a.py', 'b.py', 'c.py'])];
}

describe('what failed last', () => {
  it('forgets what passed, was skipped or failed as expected, and keeps what did not run', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { tests: { test_1: 'passed', test_2: 'skipped', test_3: 'xfailed' } })
      .verdict('a.py', 'passed');
    const before = ['a.py::test_1', 'a.py::test_2', 'a.py::test_3', 'a.py::test_4', 'b.py::test_1'];
    expect(failedAfter(run, before)).toEqual(['a.py::test_4', 'b.py::test_1']);
  });

  it('holds what failed: known ones first, then what was not collected, then tests by file', () => {
    const run = new ScriptedRun(['a.py', 'b.py', 'c.py'])
      .attempt('c.py', {
        outcome: 'failed',
        tests: { ids: { id: 'c.py', outcome: 'error', phase: 'collect' } },
      })
      .verdict('c.py', 'failed')
      .attempt('b.py', { outcome: 'failed', tests: { test_1: 'failed', test_2: 'error' } })
      .verdict('b.py', 'failed')
      .attempt('a.py', { outcome: 'failed', tests: { test_1: 'failed' } })
      .verdict('a.py', 'failed');
    expect(failedAfter(run, ['b.py::test_2'])).toEqual([
      'b.py::test_2',
      'c.py',
      'a.py::test_1',
      'b.py::test_1',
    ]);
  });

  it('forgets a test that passed when it ran again', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { outcome: 'failed', tests: { test_1: 'failed' } })
      .attempt('a.py', { tests: { test_1: 'passed' } })
      .verdict('a.py', 'flaky');
    expect(failedAfter(run)).toEqual([]);
  });

  it('forgets files and classes that can be collected again', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { tests: { 'TestX::test_1': 'passed' } })
      .verdict('a.py', 'passed');
    expect(failedAfter(run, ['a.py', 'a.py::TestX', 'a.py::TestY'])).toEqual(['a.py::TestY']);
  });

  it.each([
    ['the test that was running', { runningTest: 'a.py::test_2' }, ['a.py::test_2']],
    ['the file, where nobody knows the test', {}, ['a.py']],
  ])('has %s when a file crashed', (_what, finished, expected) => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { outcome: 'crashed', tests: { test_1: 'passed' }, finished })
      .verdict('a.py', 'crashed');
    expect(failedAfter(run)).toEqual(expected);
  });

  it('learns nothing of a file that was cancelled', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { outcome: 'interrupted', tests: { test_1: 'failed' } })
      .verdict('a.py', 'cancelled');
    expect(failedAfter(run, ['a.py::test_9'])).toEqual(['a.py::test_9']);
  });
});

it('the ids of all tests are known, but not of what was not collected', () => {
  const run = new ScriptedRun(['a.py'])
    .attempt('a.py', {
      tests: { test_1: 'passed', file: { id: 'a.py', outcome: 'skipped', phase: 'collect' } },
    })
    .verdict('a.py', 'passed');
  expect([...learn(run, [], ['old.py::test_1']).nodeIds]).toEqual(['old.py::test_1', 'a.py::test_1']);
});

describe('ids', () => {
  it('begin at the root directory of pytest', () => {
    const below = nodeIdsOf('/project/tests', '/project');
    expect(below.toPytest('unit/a.py::TestX::test_1[a::b]')).toBe('tests/unit/a.py::TestX::test_1[a::b]');
    expect(below.fileOf('tests/unit/a.py::test_1')).toBe('/project/tests/unit/a.py');
  });
});
