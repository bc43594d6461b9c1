import { describe, expect, it } from 'vitest';
import type { Leak } from '../events.js';
import { ScriptedRun } from '../testing/scripted-run.js';
import { decisiveAttempt } from './counted-attempts.js';
import { recordFromEvents } from './record-builder.js';
import { testHistories } from './test-history.js';

const leak: Leak = { pid: 7, command: 'sleep 60', ageMs: 10, foundBy: 'environment', ended: true };

const NO_RETRIES = { missing: 0, rerun: 0, confirm: 0, repeat: 0, lost: 0, remainder: 0 };

describe('the record of a run', () => {
  it('holds every file with its attempts and tests, sorted by path', () => {
    const run = new ScriptedRun(['b.py', 'a.py'])
      .attempt('b.py', { tests: { test_one: 'passed', test_two: 'skipped' }, leaks: [leak] })
      .verdict('b.py', 'passed')
      .attempt('a.py', { outcome: 'failed', tests: { test_three: 'failed' }, output: 'boom' })
      .verdict('a.py', 'failed', { reason: 'because' })
      .finish({ exitCode: 1 });

    const record = recordFromEvents(run.events);

    expect(record).toMatchObject({
      version: 1,
      runId: 'run-1',
      root: '/project',
      complete: true,
      exitCode: 1,
    });
    expect(record.files.map(({ path }) => path)).toEqual(['a.py', 'b.py']);
    expect(record.files[0]).toMatchObject({ state: 'finished', verdict: 'failed', reason: 'because' });
    expect(record.files[0]?.attempts[0]).toMatchObject({
      attempt: 1,
      outcome: 'failed',
      output: { text: 'boom' },
    });
    expect(record.files[1]?.attempts[0]?.tests.map(({ outcome }) => outcome)).toEqual(['passed', 'skipped']);
    expect(record.files[1]?.attempts[0]?.leaks).toEqual([leak]);
    expect(record.counts.files).toMatchObject({ passed: 1, failed: 1 });
    expect(record.counts.tests).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
  });

  it('keeps no output of attempts that simply passed', () => {
    const run = new ScriptedRun(['a.py']).attempt('a.py', { output: 'chatter' }).verdict('a.py', 'passed');
    expect(recordFromEvents(run.events).files[0]?.attempts[0]).not.toHaveProperty('output');
  });

  it('keeps both outputs of a flaky file, and counts its test as flaky', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', {
        outcome: 'failed',
        tests: { test_one: 'failed', test_two: 'passed' },
        output: 'first',
      })
      .emit({ type: 'retry-scheduled', file: 'a.py', attempt: 2, cause: 'rerun', pauseMs: 0 })
      .attempt('a.py', { tests: { test_one: 'passed' }, output: 'second' })
      .verdict('a.py', 'flaky');

    const record = recordFromEvents(run.events);

    expect(record.files[0]?.attempts.map(({ output }) => output?.text)).toEqual(['first', 'second']);
    expect(record.files[0]?.retries).toEqual({ ...NO_RETRIES, rerun: 1 });
    expect(record.counts.tests).toMatchObject({ flaky: 1, passed: 1, failed: 0 });
  });

  it('tells the budgets apart, and how long each retry waited', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { outcome: 'not-found' })
      .emit({
        type: 'presence-checked',
        file: 'a.py',
        presence: 'present',
        stats: [{ time: 5, result: 'ok' }],
      })
      .emit({ type: 'retry-scheduled', file: 'a.py', attempt: 2, cause: 'missing', pauseMs: 512 })
      .attempt('a.py', { started: { cause: 'missing' } })
      .verdict('a.py', 'recovered');

    const file = recordFromEvents(run.events).files[0];

    expect(file?.retries).toEqual({ ...NO_RETRIES, missing: 1 });
    expect(file?.attempts.map(({ pauseMs }) => pauseMs)).toEqual([0, 512]);
    expect(file?.presenceChecks).toMatchObject([{ presence: 'present', stats: [{ result: 'ok' }] }]);
  });

  it('does not take what an attempt said before its host died for a failure', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', {
        outcome: 'crashed',
        tests: { test_one: 'failed', test_two: 'passed' },
        finished: { ending: { process: { kind: 'lost', reason: 'host died' } } },
      })
      .attempt('a.py', { tests: { test_one: 'passed', test_two: 'passed' }, started: { cause: 'lost' } })
      .verdict('a.py', 'passed');

    expect(recordFromEvents(run.events).counts.tests).toMatchObject({ passed: 2, flaky: 0, failed: 0 });
  });

  describe('of a file that was split', () => {
    const part = (index: number) => ({ part: { index, total: 2 } });

    it('has the tests in the order of the parts, and each part judged by itself', () => {
      const run = new ScriptedRun(['a.py'])
        .attempt('a.py', { started: part(2), tests: { test_three: 'passed' } })
        .attempt('a.py', { started: part(1), outcome: 'crashed', tests: { test_one: 'failed' } })
        .attempt('a.py', { started: { ...part(2), cause: 'rerun' }, tests: { test_three: 'passed' } })
        .attempt('a.py', {
          started: { ...part(1), cause: 'confirm' },
          outcome: 'failed',
          tests: { test_one: 'failed', test_two: 'passed' },
        });
      const { attempts = [] } = recordFromEvents(run.events).files[0] ?? {};
      expect(testHistories(attempts).map(({ id, results }) => [id, results.length])).toEqual([
        ['a.py::test_one', 1],
        ['a.py::test_two', 1],
        ['a.py::test_three', 2],
      ]);
      expect(decisiveAttempt(attempts)).toMatchObject({ attempt: 4, outcome: 'failed' });
    });

    it('has what cannot be collected once', () => {
      const tests = { broken: { outcome: 'error', phase: 'collect' } } as const;
      const run = new ScriptedRun(['a.py'])
        .attempt('a.py', { started: { ...part(1), cause: 'first' }, outcome: 'failed', tests })
        .attempt('a.py', { started: { ...part(2), cause: 'first' }, outcome: 'failed', tests });
      const { attempts = [] } = recordFromEvents(run.events).files[0] ?? {};
      expect(testHistories(attempts).map(({ results }) => results.length)).toEqual([1]);
    });
  });

  it('names what did not finish when the events end early', () => {
    const run = new ScriptedRun(['done.py', 'running.py', 'waiting.py'])
      .attempt('done.py', { tests: { test_one: 'passed' } })
      .verdict('done.py', 'passed')
      .attempt('running.py', { tests: { test_two: 'passed' }, unfinished: true });
    const attemptId = 'run-1-2';
    run.emit({ type: 'test-started', file: 'running.py', attemptId, id: 'running.py::test_slow' });

    const record = recordFromEvents(run.events);

    expect(record).toMatchObject({ complete: false });
    expect(record).not.toHaveProperty('exitCode');
    expect(record.files.map(({ path, state }) => [path, state])).toEqual([
      ['done.py', 'finished'],
      ['running.py', 'unfinished'],
      ['waiting.py', 'not-run'],
    ]);
    expect(record.files[1]).not.toHaveProperty('verdict');
    expect(record.files[1]?.attempts[0]).toMatchObject({ runningTest: 'running.py::test_slow' });
    expect(record.files[1]?.attempts[0]?.tests).toHaveLength(1);
  });

  it('does not call a cancelled file finished', () => {
    const run = new ScriptedRun(['a.py', 'b.py'])
      .attempt('a.py', { outcome: 'interrupted' })
      .verdict('a.py', 'cancelled')
      .verdict('b.py', 'cancelled')
      .emit({ type: 'run-cancelled', reason: 'SIGINT', interrupted: true });

    const record = recordFromEvents(run.events);

    expect(record.files.map(({ state }) => state)).toEqual(['unfinished', 'not-run']);
    expect(record.notable).toMatchObject([{ type: 'run-cancelled', reason: 'SIGINT' }]);
  });

  it('counts two tests of the same id in one attempt as two', () => {
    const run = new ScriptedRun(['a.py']).attempt('a.py', {
      tests: { test_one: 'failed', again: { id: 'a.py::test_one', outcome: 'passed' } },
    });
    expect(recordFromEvents(run.events).counts.tests).toMatchObject({ failed: 1, passed: 1, flaky: 0 });
  });

  it('cannot be made of events that do not begin with the run', () => {
    expect(() => recordFromEvents([])).toThrow('run-started');
  });
});
