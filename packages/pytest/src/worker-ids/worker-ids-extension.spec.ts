import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AttemptTarget, type Extension, type PreparedRun, systemClock } from '@steadfast/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workerIdsExtension } from './worker-ids-extension.js';

let directory: string;
const never = new AbortController().signal;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'worker-ids-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function runOf(runId: string): PreparedRun {
  return {
    ...{ runId, slots: 3, root: '/p', directory, sharedDirectory: directory, files: [] },
    slotDirectory: () => directory,
    ...{ clock: systemClock, graceMs: 0, stopping: never, killing: never, emit: () => undefined },
    supervisor: {
      terminate: () => Promise.resolve(),
      kill: () => undefined,
      collectLeaks: () => Promise.resolve([]),
      suspend: () => undefined,
      resume: () => undefined,
      processesOf: () => [],
      sweep: () => Promise.resolve([]),
    },
  };
}

function attempt(slot: number, number: number): AttemptTarget {
  const file = { path: 'test_a.py', absolutePath: '/p/test_a.py', estimateMs: 0 };
  return { file, slot, attempt: 1, attemptId: `run-1-${number}`, directory };
}

async function exported(extension: Extension, runId = 'run-1') {
  return extension.prepare?.(runOf(runId));
}

describe('workerIdsExtension', () => {
  it('tells all attempts of a run the same uid, and those of another run another one', async () => {
    const first = await exported(workerIdsExtension());
    expect(first).toMatchObject({ STEADFAST_WORKER_IDS: '1', PYTEST_XDIST_WORKER_COUNT: '3' });
    expect(first?.['PYTEST_XDIST_TESTRUNUID']).toMatch(/^[0-9a-f]{32}$/);
    expect(await exported(workerIdsExtension())).toEqual(first);
    expect(await exported(workerIdsExtension(), 'run-2')).not.toEqual(first);
    expect(await exported(workerIdsExtension('given'))).toMatchObject({ PYTEST_XDIST_TESTRUNUID: 'given' });
  });

  it('gives every attempt the worker of its slot, and a base temporary folder below one parent', async () => {
    const extension = workerIdsExtension();
    await exported(extension);
    const attempts = [attempt(0, 1), attempt(1, 2), attempt(0, 3)];
    const all = await Promise.all(attempts.map((each) => extension.beforeAttempt?.(each)));
    expect(all.map((variables) => variables?.['PYTEST_XDIST_WORKER'])).toEqual(['gw0', 'gw1', 'gw0']);
    const folders = all.map((variables) => variables?.['STEADFAST_BASETEMP'] ?? '');
    expect(new Set(folders).size).toBe(3);
    const parents = new Set(folders.map(dirname));
    expect([parents.size, [...parents].every((path) => existsSync(path))]).toEqual([1, true]);
  });

  it('removes what an attempt left there', async () => {
    const extension = workerIdsExtension();
    await exported(extension);
    const target = attempt(0, 1);
    const variables = await extension.beforeAttempt?.(target);
    const folder = variables?.['STEADFAST_BASETEMP'] ?? '';
    mkdirSync(join(folder, 'test_it0'), { recursive: true });
    await extension.afterAttempt?.({ ...target, isTrial: false });
    await extension.dispose?.();
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(dirname(folder))).toBe(true);
  });
});
