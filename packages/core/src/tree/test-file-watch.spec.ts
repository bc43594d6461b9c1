import { describe, expect, it } from 'vitest';
import type { TreeChange } from '../events.js';
import { fakeClock, testFile } from '../testing/fakes.js';
import { type LookAt, TestFileWatch } from './test-file-watch.js';

const PRESENCE = { stats: 3, intervalMs: 100 };

/** A tree whose entries, folders included, are there as long as the spec wants. */
function watchOf(...files: readonly string[]) {
  const status = (size: number, folder: boolean) => ({
    isDirectory: () => folder,
    ino: size,
    size,
    mtimeMs: 1,
  });
  const entries = new Map<string, ReturnType<LookAt>>(
    ['/project', '/project/tests'].map((path) => [path, status(0, true)]),
  );
  for (const file of files) entries.set(`/project/${file}`, status(1, false));
  const changes: TreeChange[] = [];
  const renewed: string[] = [];
  let event: (folder: string, name: string | undefined) => void = () => undefined;
  const watch = new TestFileWatch({
    root: '/project',
    files: files.map((path) => testFile(path)),
    clock: fakeClock(),
    presence: PRESENCE,
    onChange: (change) => changes.push(change),
    onMissed: () => undefined,
    onLimit: undefined,
    lookAt: (path) => entries.get(path) ?? 'absent',
    watch: (_folders, listener) => {
      event = listener.onEvent;
      return { renew: (folder) => renewed.push(folder), close: () => undefined };
    },
  });
  return {
    ...{ watch, entries, changes, renewed, status },
    event: (folder: string, name?: string) => {
      event(folder, name);
    },
    /** Lets confirmations come to their end: nothing of the fake clock takes time. */
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('a watched test file', () => {
  it('that vanishes is told once it is certain, and once', async () => {
    const { event, entries, changes, settle, watch } = watchOf('tests/a.py');
    entries.delete('/project/tests/a.py');
    event('/project/tests', 'a.py');
    expect(changes).toEqual([]);
    await settle();
    event('/project/tests', 'a.py');
    await settle();
    expect(changes).toEqual([{ kind: 'file-vanished', file: 'tests/a.py' }]);
    expect(watch.sightings.firstMissed('/project/tests/a.py')?.noticedBy).toBe('event');
  });

  it('that is back at the second look is no news', async () => {
    const { event, entries, changes, settle, status, watch } = watchOf('tests/a.py');
    entries.delete('/project/tests/a.py');
    event('/project/tests', 'a.py');
    entries.set('/project/tests/a.py', status(1, false));
    await settle();
    expect(changes).toEqual([]);
    expect(watch.sightings.firstMissed('/project/tests/a.py')).toBeUndefined();
  });

  it('that is written again is told as changed, and once', () => {
    const { event, entries, changes, status } = watchOf('tests/a.py');
    for (const size of [2, 3]) {
      entries.set('/project/tests/a.py', status(size, false));
      event('/project/tests', 'a.py');
    }
    expect(changes).toEqual([{ kind: 'file-changed', file: 'tests/a.py' }]);
  });

  it('that is touched without a change, or that is none of ours, is no news', async () => {
    const { event, changes, settle } = watchOf('tests/a.py');
    event('/project/tests', 'a.py');
    event('/project/tests', '__pycache__');
    await settle();
    expect(changes).toEqual([]);
  });

  it('that cannot be looked at has not vanished', async () => {
    const { event, entries, changes, settle } = watchOf('tests/a.py');
    entries.set('/project/tests/a.py', 'unknown');
    event('/project/tests', 'a.py');
    await settle();
    expect(changes).toEqual([]);
  });

  it('whose place a folder has taken has vanished', async () => {
    const { event, entries, changes, settle, status } = watchOf('tests/a.py');
    entries.set('/project/tests/a.py', status(1, true));
    event('/project/tests', 'a.py');
    await settle();
    expect(changes).toEqual([{ kind: 'file-vanished', file: 'tests/a.py' }]);
  });

  it('that goes with its folder is told as the folder', async () => {
    const { event, entries, changes, settle } = watchOf('tests/a.py', 'tests/b.py');
    for (const path of ['/project/tests', '/project/tests/a.py', '/project/tests/b.py']) entries.delete(path);
    event('/project/tests', 'a.py');
    event('/project/tests', 'tests');
    event('/project', 'tests');
    await settle();
    expect(changes).toEqual([{ kind: 'directory-vanished', directory: 'tests' }]);
  });

  it('is looked at again when its folder comes back, which is watched anew', async () => {
    const { event, entries, settle, status, renewed, watch } = watchOf('tests/a.py');
    entries.delete('/project/tests');
    event('/project', 'tests');
    entries.delete('/project/tests/a.py');
    await settle();
    entries.set('/project/tests', status(9, true));
    event('/project', 'tests');
    expect(renewed).toContain('/project/tests');
    expect(watch.sightings.firstMissed('/project/tests')).toBeUndefined();
    expect(watch.sightings.firstMissed('/project/tests/a.py')).toBeDefined();
  });
});

describe('a presence check', () => {
  const absent = { presence: 'absent', stats: [{ time: 0, result: 'ENOENT' }] } as const;

  it('that finds another content than at the start tells of it', () => {
    const { watch, changes, status } = watchOf('tests/a.py');
    const check = {
      presence: 'present',
      stats: [{ time: 5, result: 'ok' }],
      found: status(2, false),
    } as const;
    expect(watch.checked(testFile('tests/a.py'), check)).toBe(check);
    expect(changes).toEqual([{ kind: 'file-changed', file: 'tests/a.py' }]);
  });

  it('that misses a file which an event showed meanwhile is positive', () => {
    const { watch, changes } = watchOf('tests/a.py');
    watch.sightings.seen('/project/tests/a.py', 50);
    const { presence, stats } = watch.checked(testFile('tests/a.py'), absent);
    expect(presence).toBe('present');
    expect(stats.at(-1)).toEqual({ time: 50, result: 'ok' });
    expect(changes).toEqual([]);
  });

  it('that misses a file which was never there is no change', () => {
    const { watch, changes } = watchOf();
    expect(watch.checked(testFile('tests/typo.py'), absent)).toBe(absent);
    expect(changes).toEqual([]);
  });
});

describe('a file that is away', () => {
  const check = { presence: 'absent', stats: [{ time: 50, result: 'ENOENT' }] } as const;

  it('was never there when nobody saw it', () => {
    const { watch } = watchOf();
    expect(watch.missedSince(testFile('typo.py'), check)).toBeUndefined();
    expect(watch.missedSince(testFile('typo.py', { foundIn: '/project' }), check)).toBe(50);
  });

  it('is away since its folder is, as an event told', async () => {
    const { watch, entries, event, settle } = watchOf('tests/a.py');
    entries.delete('/project/tests');
    entries.delete('/project/tests/a.py');
    event('/project', 'tests');
    await settle();
    expect(watch.missedSince(testFile('tests/a.py'), check)).toBe(0);
  });

  it('is news when it is back', () => {
    const { watch, entries, event, status } = watchOf('tests/a.py');
    let news = 0;
    const stop = watch.news.subscribe('/project/tests/a.py', () => news++);
    entries.delete('/project/tests/a.py');
    event('/project/tests', 'a.py');
    expect(news).toBe(0);
    entries.set('/project/tests/a.py', status(1, false));
    event('/project/tests', 'a.py');
    expect(news).toBe(1);
    stop();
    watch.news.tellAll();
    expect(news).toBe(1);
  });
});
