import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import { DEFAULT_POLICY, type RunPolicy } from '../policy.js';
import type { FileRecord } from '../record/run-record.js';
import { testHistories } from '../record/test-history.js';
import { FakeRunner, type FakeSuite } from '../testing/fake-runner.js';
import { fakeMachine, testFile } from '../testing/fakes.js';
import { run } from './run.js';

async function runSplit(suite: FakeSuite, policy: Partial<RunPolicy> = {}, slots = 4) {
  const runner = new FakeRunner(suite);
  const events: RunEvent[] = [];
  const records: FileRecord[] = [];
  const result = await run({
    root: '/project',
    files: [testFile('a', { split: 3 })],
    adapter: runner,
    slots,
    policy: { ...DEFAULT_POLICY, ...policy },
    listeners: [(event, record) => (events.push(event), record !== undefined && records.push(record))],
    ...fakeMachine(),
    supervisor: runner.supervisor,
  });
  const [file] = records;
  const histories = testHistories(file?.attempts ?? []);
  return {
    result,
    file,
    records,
    requests: runner.requests,
    tests: histories.map(({ id, results }) => [id, ...results.map(({ outcome }) => outcome)].join(' ')),
    attempts: file?.attempts.map(
      ({ part, cause, outcome }) => `${part?.index ?? 0} ${cause} ${outcome ?? ''}`,
    ),
  };
}

const SUITE: FakeSuite = {
  tests: { one: 'passes', two: 'fails', three: 'passes', four: 'passes', five: 'passes' },
};
const GREEN: FakeSuite = { tests: { one: 'passes', two: 'passes', three: 'passes' } };

describe('a file that is split', () => {
  it('runs in parts at the same time, and is one file with its tests in order', async () => {
    const { result, records, tests, attempts, requests } = await runSplit(SUITE);
    expect(tests).toEqual(['one passed', 'two failed', 'three passed', 'four passed', 'five passed']);
    expect(attempts).toEqual(['1 first passed', '2 first failed', '3 first passed']);
    expect(new Set(requests.map(({ slot }) => slot)).size).toBe(3);
    expect(records.map(({ verdict }) => verdict)).toEqual(['failed']);
    expect(result.counts.files).toMatchObject({ failed: 1, passed: 0 });
    expect(result.exitCode).toBe(1);
  });

  it('runs part after part where there is one slot', async () => {
    const { result, tests, requests } = await runSplit(GREEN, {}, 1);
    expect(requests.map(({ slot }) => slot)).toEqual([0, 0, 0]);
    expect(tests).toEqual(['one passed', 'two passed', 'three passed']);
    expect(result.exitCode).toBe(0);
  });

  it('reruns what failed in the part that it failed in', async () => {
    const { attempts, requests, tests } = await runSplit(SUITE, { retries: 1 });
    expect(attempts).toEqual(['1 first passed', '2 first failed', '3 first passed', '2 rerun failed']);
    expect(requests[3]).toMatchObject({ selection: ['two'] });
    expect(requests[3]?.share).toBeUndefined();
    expect(tests[1]).toBe('two failed failed');
  });

  it('runs the rest of a part of which a test ran too long', async () => {
    const { attempts, tests, file } = await runSplit(
      {
        tests: { one: 'passes', two: 'passes', three: 'hangs', four: 'passes', five: 'passes', six: 'fails' },
      },
      { testTimeoutMs: 1_000 },
    );
    expect(attempts).toEqual(['1 first passed', '2 first timed-out', '3 first failed', '2 remainder passed']);
    expect(tests).toEqual([
      ...['one passed', 'two passed', 'three failed', 'four passed', 'five passed', 'six failed'],
    ]);
    expect(file?.verdict).toBe('failed');
  });

  it.each([
    ['parts see different tests', { all: ({ share }) => ['one', 'two', JSON.stringify(share)] }],
    ['a test runs in no part', { collected: (ids) => ids.filter((id) => id !== 'two') }],
    ['a test runs in two parts', { collected: (ids) => [...ids, 'one'] }],
    ['a part does not say what it ran', { collected: (ids) => (ids.includes('two') ? undefined : ids) }],
  ] as readonly (readonly [string, Partial<FakeSuite>])[])('is an error where %s', async (_where, more) => {
    const { result, file } = await runSplit({ ...GREEN, ...more });
    expect(file).toMatchObject({ verdict: 'error', reason: expect.stringMatching(/part/) as string });
    expect(result.exitCode).not.toBe(0);
  });
});
