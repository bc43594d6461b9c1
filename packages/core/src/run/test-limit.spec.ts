import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import { DEFAULT_POLICY, type RunPolicy } from '../policy.js';
import type { FileRecord } from '../record/run-record.js';
import { testHistories } from '../record/test-history.js';
import { FakeRunner, type FakeSuite, idsOf } from '../testing/fake-runner.js';
import { fakeMachine, testFile } from '../testing/fakes.js';
import { run } from './run.js';

async function runSuite(suite: FakeSuite, policy: Partial<RunPolicy> = {}) {
  const runner = new FakeRunner(suite);
  const events: RunEvent[] = [];
  let file: FileRecord | undefined;
  const result = await run({
    root: '/project',
    files: [testFile('a')],
    adapter: runner,
    slots: 1,
    policy: { ...DEFAULT_POLICY, testTimeoutMs: 2_000, ...policy },
    listeners: [(event, record) => (events.push(event), (file = record ?? file))],
    ...fakeMachine(),
    supervisor: runner.supervisor,
  });
  const histories = testHistories(file?.attempts ?? []);
  return {
    exitCode: result.exitCode,
    file,
    histories,
    tests: Object.fromEntries(histories.map(({ id, last }) => [id, last.outcome])),
    attempts: file?.attempts.map(({ cause, outcome }) => `${cause} ${outcome ?? ''}`),
    requests: runner.requests,
  };
}

describe('a test that runs too long', () => {
  const SUITE: FakeSuite = {
    tests: { one: 'passes', two: 'fails', three: 'hangs', four: 'passes', five: 'hangs', six: 'passes' },
  };

  it('fails with the stacks, and the tests after it run in new attempts', async () => {
    const { exitCode, file, histories, tests, attempts, requests } = await runSuite(SUITE);
    expect(tests).toEqual({
      ...{ one: 'passed', two: 'failed', three: 'failed', four: 'passed', five: 'failed', six: 'passed' },
    });
    expect(histories.map(({ results }) => results.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(histories[2]?.last).toMatchObject({
      name: 'three',
      message: 'Timeout: still running after 2 s (--test-timeout).',
      traceback: 'a stack\n\nTimeout: still running after 2 s (--test-timeout).',
    });
    expect(attempts).toEqual(['first timed-out', 'remainder timed-out', 'remainder passed']);
    expect(requests.map(({ share }) => idsOf(share))).toEqual([undefined, ['four', 'five', 'six'], ['six']]);
    expect(file).toMatchObject({ verdict: 'failed', retries: { remainder: 2 } });
    expect(file?.attempts[0]).toMatchObject({ ending: { endedByUs: 'test-timeout' } });
    expect(exitCode).toBe(1);
  });

  it('is run again with all that failed, where reruns are asked for', async () => {
    const { requests } = await runSuite(SUITE, { retries: 1 });
    expect(requests.at(3)).toMatchObject({ selection: ['two', 'three', 'five'] });
    expect(requests.at(4)).toMatchObject({ selection: ['two', 'three', 'five'], share: { ids: ['five'] } });
  });

  it('is the last one of its file where the run ends after so many failures', async () => {
    const { exitCode, attempts } = await runSuite(SUITE, { maxFailures: 2 });
    expect({ exitCode, attempts }).toEqual({ exitCode: 1, attempts: ['first timed-out'] });
  });

  it('counts as it ended when it ends by itself before it is ended', async () => {
    const { tests, attempts } = await runSuite({
      tests: { one: 'ends while its stacks are written', two: 'passes' },
    });
    expect({ tests, attempts }).toEqual({
      tests: { one: 'passed', two: 'passed' },
      attempts: ['first passed'],
    });
  });

  it('says nothing any more once it is to be ended, nor do the tests after it', async () => {
    const { tests, histories, requests } = await runSuite({
      tests: { one: 'survives SIGTERM', two: 'passes' },
    });
    expect(tests).toEqual({ one: 'failed', two: 'passed' });
    expect(histories.map(({ results }) => results.length)).toEqual([1, 1]);
    expect(idsOf(requests.at(1)?.share)).toEqual(['two']);
  });

  it.each([
    ['are not told', () => undefined],
    ['have the same id', (ids: readonly string[]) => [...ids, ...ids]],
    ['are others than those that run', () => ['x', 'y']],
  ] as const)('makes its file an error where the tests that are left %s', async (_which, collected) => {
    const { exitCode, file } = await runSuite({ ...SUITE, collected });
    expect(file).toMatchObject({
      verdict: 'error',
      reason: expect.stringMatching(/^three was still running after 2 s.*cannot be told/) as string,
    });
    expect(exitCode).toBe(3);
  });

  it('may run as long as it likes where there is no limit', async () => {
    const { requests } = await runSuite({ tests: { one: 'passes' } }, { testTimeoutMs: 0 });
    expect(requests[0]?.onCollected).toBeUndefined();
  });
});
