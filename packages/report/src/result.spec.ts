import { recordFromEvents } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';
import { describe, expect, it } from 'vitest';
import { resultOf } from './result.js';
import { sampleRecord } from './testing/sample-record.js';

describe('the result of a run', () => {
  it('says what is wrong before what is fine', () => {
    expect(resultOf(sampleRecord())).toEqual({ tone: 'bad', text: '1 test failed, 1 file missing' });
  });

  it('is good when all passed', () => {
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { tests: { one: 'passed' } })
      .verdict('a.py', 'passed');
    expect(resultOf(recordFromEvents(run.finish().events))).toEqual({ tone: 'good', text: '1 test passed' });
  });

  it('is never good for a run that did not end, did not run all, or ended with an error', () => {
    const run = (): ScriptedRun =>
      new ScriptedRun(['a.py']).attempt('a.py', { tests: { one: 'passed' } }).verdict('a.py', 'passed');
    expect(resultOf(recordFromEvents(run().events)).tone).toBe('bad');
    expect(resultOf(recordFromEvents(run().finish({ exitCode: 3 }).events)).text).toBe('Exit code 3');
    const change = {
      kind: 'teardown',
      name: 't',
      state: 'failed',
      ageMs: 1,
      reason: 'why\nand more',
    } as const;
    const torn = run().emit({ type: 'service-changed', change }).finish({ exitCode: 1 });
    expect(resultOf(recordFromEvents(torn.events)).text).toBe('Exit code 1: why');
    const notRun = new ScriptedRun(['a.py']).finish({ exitCode: 0 });
    expect(resultOf(recordFromEvents(notRun.events))).toEqual({ tone: 'bad', text: '1 file not run' });
  });
});
