import { describe, expect, it } from 'vitest';
import type { AttemptReport } from '../report/attempt-report.js';
import { diedDuringTest, endedByHook, endedByTest, hungAtEnd } from './session-end.js';

const COMPLETE: AttemptReport = { fact: 'complete', failed: [], testsReported: 1, notRun: 0 };
const RUNNING: AttemptReport = { ...COMPLETE, fact: 'partial', runningTest: 'test_a.py::test_hang' };

const facts = (report: AttemptReport, output = '') => ({
  ending: { process: { kind: 'exited', exitCode: 1 } } as const,
  report,
  outputText: () => output,
  file: { path: 'test_a.py', absolutePath: '/project/test_a.py' },
});

describe('diedDuringTest', () => {
  it('says which test, and nothing when none ran', () => {
    expect(diedDuringTest(4, facts(RUNNING))).toEqual({
      outcome: 'crashed',
      reason: 'Exited with 4 while test_a.py::test_hang was running.',
    });
    expect(diedDuringTest(4, facts(COMPLETE))).toBeUndefined();
  });

  it("knows pytest-timeout's thread method by what it writes", () => {
    const output = '~~~\n+++++++++++++++++++++++++++++++++++ Timeout ++++++++++++++++++++++++++++++++++++\n';
    expect(diedDuringTest(1, facts(RUNNING, output))?.reason).toMatch(
      /^pytest-timeout ended the process while/,
    );
  });
});

describe('endedByTest', () => {
  it('tells the reason of pytest.exit, and the code', () => {
    expect(endedByTest(2, facts({ ...COMPLETE, end: { exit: 'no broker' } }))).toEqual({
      outcome: 'interrupted',
      reason: 'pytest.exit: no broker (exit code 2)',
    });
    expect(endedByTest(7, facts({ ...COMPLETE, fact: 'absent' }, 'Exit: no licence\n'))?.reason).toBe(
      'pytest.exit: no licence (exit code 7)',
    );
  });

  it('leaves failures what they are', () => {
    const failed = [{ id: 'test_a.py::test_a' }];
    expect(endedByTest(2, facts({ ...COMPLETE, failed, end: { exit: 'enough' } }))?.outcome).toBe('failed');
    expect(endedByTest(1, facts(COMPLETE, 'Exit: said by a test'))).toBeUndefined();
  });
});

describe('endedByHook', () => {
  it('says that a hook changed the exit code, where no test explains it', () => {
    expect(endedByHook(9, { ...COMPLETE, end: { statusBeforeHooks: 0 } })).toMatchObject({
      outcome: 'failed',
    });
    expect(endedByHook(0, { ...COMPLETE, end: { statusBeforeHooks: 5 } })).toBeUndefined();
    expect(endedByHook(9, COMPLETE)).toBeUndefined();
  });
});

describe('hungAtEnd', () => {
  it('names the threads that Python waits for', () => {
    expect(hungAtEnd({ ...COMPLETE, end: { threads: ['poller'] } })).toBe(
      'All tests had finished, but the process did not end: Python waits for the thread poller, which a test started and did not end.',
    );
    expect(hungAtEnd(COMPLETE)).toContain('something at its exit went on');
    expect(hungAtEnd(RUNNING)).toBeUndefined();
  });
});
