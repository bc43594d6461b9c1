import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import { DEFAULT_POLICY } from '../policy.js';
import { decisiveAttempt } from '../record/counted-attempts.js';
import type { FileRecord } from '../record/run-record.js';
import { fakeMachine, scriptedAdapter, type ScriptedAttempt, testFile } from '../testing/fakes.js';
import { run } from './run.js';

/** What becomes of one file whose attempts end like this. */
async function prove(attempts: readonly ScriptedAttempt[], retries = 0) {
  const records: FileRecord[] = [];
  const adapter = scriptedAdapter({ a: attempts });
  const listen = (_event: RunEvent, file?: FileRecord) => {
    if (file !== undefined) records.push(file);
  };
  await run({
    root: '/project',
    files: [testFile('a')],
    adapter,
    slots: 1,
    policy: { ...DEFAULT_POLICY, retries },
    listeners: [listen],
    ...fakeMachine(),
  });
  const [record] = records;
  return {
    verdict: record?.verdict,
    decisive: decisiveAttempt(record?.attempts ?? [])?.attempt,
    attempts: adapter.requests.map(({ cause, isolation }) => `${cause} ${isolation}`),
  };
}

const DOUBTED = { outcome: 'failed', confirm: 'alone' } as const;
const LOST = { outcome: 'crashed', process: { kind: 'lost', reason: 'killed' } } as const;

describe('a red attempt that shared much', () => {
  it('is believed when it is red where less is shared', async () => {
    expect(await prove([DOUBTED, 'failed'])).toEqual({
      verdict: 'failed',
      decisive: 2,
      attempts: ['first auto', 'confirm alone'],
    });
  });

  it('is not believed when it is green there, and red again where much is shared', async () => {
    expect(await prove([DOUBTED, 'passed', DOUBTED])).toEqual({
      verdict: 'passed',
      decisive: 2,
      attempts: ['first auto', 'confirm alone', 'repeat auto'],
    });
  });

  it.each(['failed', 'crashed', 'timed-out'] as const)(
    'that was %s by chance stays so without retries',
    async (outcome) => {
      expect(await prove([{ outcome, confirm: 'alone' }, 'passed', 'passed'])).toMatchObject({
        verdict: outcome,
        decisive: 1,
      });
    },
  );

  it('whose tests run again anyway is not confirmed, but runs again where less is shared', async () => {
    const doubted = { ...DOUBTED, rerun: ['a::x'] };
    expect(await prove([doubted, 'passed'], 1)).toEqual({
      verdict: 'flaky',
      decisive: 2,
      attempts: ['first auto', 'rerun alone'],
    });
  });

  it('stands when the attempt that is to prove it finds no tests', async () => {
    expect(await prove([DOUBTED, 'no-tests'])).toEqual({
      verdict: 'failed',
      decisive: 1,
      attempts: ['first auto', 'confirm alone'],
    });
  });

  it('is made without any sharing when the worker of the confirming attempt dies', async () => {
    expect(await prove([DOUBTED, LOST, 'passed'])).toMatchObject({
      verdict: 'passed',
      decisive: 3,
      attempts: ['first auto', 'confirm alone', 'lost spawn'],
    });
  });
});
