import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import type { Extension } from '../extension.js';
import { DEFAULT_POLICY } from '../policy.js';
import {
  fakeMachine,
  scriptedAdapter,
  type ScriptedAttempt,
  scriptedStat,
  testFile,
} from '../testing/fakes.js';
import { Cancellation } from './cancellation.js';
import { run, type SingleRunOptions } from './run.js';

async function runScripts(
  scripts: Readonly<Record<string, readonly ScriptedAttempt[]>>,
  more: Partial<SingleRunOptions> = {},
) {
  const events: RunEvent[] = [];
  const adapter = scriptedAdapter(scripts);
  const result = await run({
    root: '/project',
    files: Object.keys(scripts).map((path) => testFile(path)),
    adapter,
    slots: 2,
    policy: DEFAULT_POLICY,
    listeners: [(event) => events.push(event)],
    ...fakeMachine(),
    ...more,
  });
  const verdicts = Object.fromEntries(
    events.flatMap((event) => (event.type === 'file-finished' ? [[event.file, event.verdict]] : [])),
  );
  return { result, events, adapter, verdicts };
}

function ofType<T extends RunEvent['type']>(events: readonly RunEvent[], type: T) {
  return events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
}

describe('run', () => {
  it('gives all attempts of a run one folder and those of a slot another one, and removes both', async () => {
    const scripts = { a: ['passed'], b: ['passed'], c: ['passed'] } as const;
    const existed: boolean[] = [];
    const watching: Extension = {
      name: 'watching',
      prepare: ({ sharedDirectory, slotDirectory }) => {
        existed.push(existsSync(sharedDirectory), existsSync(slotDirectory(0)));
        return Promise.resolve(undefined);
      },
    };
    const { adapter } = await runScripts(scripts, { slots: 1, extensions: [watching] });
    const folders = adapter.requests.map(({ environment }) => [
      environment['STEADFAST_RUN_DIRECTORY'] ?? '',
      environment['STEADFAST_SLOT_DIRECTORY'] ?? '',
    ]);
    const [first = []] = folders;
    expect(existed).toEqual([true, true]);
    expect(new Set(first).size).toBe(2);
    expect(folders).toEqual([first, first, first]);
    expect(first.filter((path) => existsSync(path))).toEqual([]);
  });

  it('gives every file a verdict, and counts them', async () => {
    const { verdicts, result } = await runScripts({
      a: ['passed'],
      b: ['failed'],
      c: ['not-found', 'passed'],
      d: ['crashed'],
      e: ['timed-out'],
    });
    expect(verdicts).toEqual({ a: 'passed', b: 'failed', c: 'recovered', d: 'crashed', e: 'timed-out' });
    expect(result.counts.files).toMatchObject({
      passed: 1,
      failed: 1,
      recovered: 1,
      crashed: 1,
      'timed-out': 1,
    });
    expect(result.notRun).toEqual([]);
  });

  it('makes four attempts with growing pauses for a present file that is never found', async () => {
    const { verdicts, events } = await runScripts({ a: ['not-found'] });
    expect(verdicts).toEqual({ a: 'missing' });
    expect(ofType(events, 'attempt-started').map(({ attempt, cause }) => [attempt, cause])).toEqual([
      [1, 'first'],
      [2, 'missing'],
      [3, 'missing'],
      [4, 'missing'],
    ]);
    expect(ofType(events, 'retry-scheduled').map(({ pauseMs }) => pauseMs)).toEqual([500, 1000, 2000]);
  });

  it('starts no process for a file that is gone before its first attempt', async () => {
    const { verdicts, adapter, events } = await runScripts(
      { a: ['passed'] },
      { stat: scriptedStat(['ENOENT']) },
    );
    expect(verdicts).toEqual({ a: 'missing' });
    expect(adapter.requests).toEqual([]);
    expect(ofType(events, 'presence-checked')[0]?.stats).toHaveLength(3);
  });

  it('reports what is neither present nor absent as what it is', async () => {
    const { events } = await runScripts({ a: ['passed'] }, { stat: scriptedStat(['EACCES']) });
    expect(ofType(events, 'file-finished')[0]).toMatchObject({
      verdict: 'error',
      reason: expect.stringContaining('EACCES') as string,
    });
  });

  it('reruns only the failed tests, and calls the file flaky when they pass', async () => {
    const { verdicts, adapter } = await runScripts(
      { a: [{ outcome: 'failed', rerun: ['a::x'] }, 'passed'] },
      { policy: { ...DEFAULT_POLICY, retries: 2 } },
    );
    expect(verdicts).toEqual({ a: 'flaky' });
    expect(adapter.requests.map(({ selection }) => selection)).toEqual([[], ['a::x']]);
  });

  it('keeps the selection of a rerun when its file is missing for a moment', async () => {
    const { verdicts, adapter } = await runScripts(
      { a: [{ outcome: 'failed', rerun: ['a::x'] }, 'not-found', 'passed'] },
      { policy: { ...DEFAULT_POLICY, retries: 1 } },
    );
    expect(verdicts).toEqual({ a: 'flaky' });
    expect(adapter.requests.map(({ selection }) => selection)).toEqual([[], ['a::x'], ['a::x']]);
  });

  it('reruns no more files than the run allows', async () => {
    const failing = [{ outcome: 'failed', rerun: ['x'] }, 'passed'] as const;
    const { result } = await runScripts(
      { a: failing, b: failing, c: failing },
      { policy: { ...DEFAULT_POLICY, retries: 1, maxRetriedFiles: 2 } },
    );
    expect(result.counts.files).toMatchObject({ flaky: 2, failed: 1 });
  });

  it('runs an attempt again without a host when its host died', async () => {
    const { verdicts, adapter } = await runScripts({
      a: [{ outcome: 'crashed', process: { kind: 'lost', reason: 'host died' } }, 'passed'],
    });
    expect(verdicts).toEqual({ a: 'passed' });
    expect(adapter.requests.map(({ isolation }) => isolation)).toEqual(['auto', 'spawn']);
  });

  it('counts what the out-of-memory killer ended during an attempt that was killed, and during no other', async () => {
    const killed = (signal: string): ScriptedAttempt => ({
      outcome: 'crashed',
      process: { kind: 'signalled', signal },
    });
    let count = 5;
    const { events } = await runScripts(
      { a: [killed('SIGKILL')], b: [killed('SIGSEGV')], c: ['passed'] },
      { slots: 1, oomKills: () => count++ },
    );
    expect(ofType(events, 'attempt-finished').map(({ ending }) => ending.oomKills)).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });

  it('stops after --maxfail failures and names what did not run', async () => {
    const { result } = await runScripts(
      { a: ['failed'], b: ['passed'], c: ['passed'] },
      { slots: 1, policy: { ...DEFAULT_POLICY, maxFailures: 1 } },
    );
    expect(result.notRun).toEqual(['b', 'c']);
    expect(result.cancelled).toMatchObject({ interrupted: false });
  });

  it('runs nothing and finishes when it is cancelled before it starts', async () => {
    const cancellation = new Cancellation();
    cancellation.interrupt('SIGINT');
    const { result, adapter } = await runScripts({ a: ['passed'] }, { cancellation });
    expect(adapter.requests).toEqual([]);
    expect(result.notRun).toEqual(['a']);
  });

  it('finishes at once without files', async () => {
    const { events } = await runScripts({});
    expect(events.map(({ type }) => type)).toEqual(['run-started', 'run-finished']);
  });

  it('keeps on when a listener throws, and says so', async () => {
    const listeners = [
      () => {
        throw new Error('disk full');
      },
    ];
    const { result } = await runScripts({ a: ['passed'] }, { listeners });
    expect(result.counts.files.passed).toBe(1);
    expect(result.faults[0]).toMatchObject({ during: 'listening to events', message: 'disk full' });
    expect(result.exitCode).toBe(3);
  });

  it('lets a heavy file wait for its slots, and nothing overtake it', async () => {
    const { adapter } = await runScripts(
      { a: ['passed'], b: ['passed'], c: ['passed'] },
      {
        files: [
          testFile('a', { estimateMs: 3 }),
          testFile('b', { estimateMs: 2, slots: 2 }),
          testFile('c', { estimateMs: 1 }),
        ],
      },
    );
    expect(adapter.requests.map(({ file }) => file.path)).toEqual(['a', 'b', 'c']);
  });
});
