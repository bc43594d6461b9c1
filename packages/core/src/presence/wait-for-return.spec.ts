import { describe, expect, it } from 'vitest';
import { fakeClock, scriptedStat } from '../testing/fakes.js';
import { type VanishedFile, waitForReturn } from './wait-for-return.js';

const POLICY = { stats: 3, intervalMs: 100, patienceMs: 5_000 };
const ABSENT = { presence: 'absent', stats: [{ time: 0, result: 'ENOENT' }] } as const;
const SILENT: VanishedFile = { since: 0, onNews: () => () => undefined, isTreeBusy: () => false };

async function wait(results: readonly string[], vanished: Partial<VanishedFile> = {}, clock = fakeClock()) {
  const world = { clock, stat: scriptedStat(results), signal: new AbortController().signal };
  const check = await waitForReturn('/p/a', ABSENT, POLICY, { ...SILENT, ...vanished }, world);
  return { presence: check.presence, looks: check.stats.map(({ time }) => time), elapsed: clock.now() };
}

describe('a file that was seen and is away', () => {
  it('is looked for with growing pauses, until patience ends', async () => {
    expect(await wait(['ENOENT'])).toEqual({
      presence: 'absent',
      looks: [0, 100, 300, 700, 1500, 2500, 3500, 4500, 5000],
      elapsed: 5000,
    });
  });

  it('is there as soon as one look finds it', async () => {
    expect(await wait(['ENOENT', 'ENOENT', 'ok'])).toMatchObject({ presence: 'present', elapsed: 700 });
  });

  it('has no patience left when it has been away for as long', async () => {
    expect(await wait(['ok'], { since: -5000 })).toMatchObject({ presence: 'absent', elapsed: 0 });
  });

  it('is not waited for any more when the operation is over that took it', async () => {
    let answers = 3;
    const isTreeBusy = () => --answers > 0;
    // A check like the first one: 100, 300, and two more.
    expect(await wait(['ENOENT'], { isTreeBusy })).toMatchObject({ presence: 'absent', elapsed: 500 });
  });

  it('is looked for at once when there is news of it', async () => {
    let tell: (() => void) | undefined;
    const sleeping = {
      now: () => 0,
      sleep: (_ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve) => {
          signal?.addEventListener('abort', () => {
            resolve();
          });
        }),
    };
    const onNews = (listener: () => void) => {
      tell = listener;
      return () => undefined;
    };
    const found = wait(['ok'], { onNews }, sleeping);
    tell?.();
    expect(await found).toMatchObject({ presence: 'present' });
  });

  it('is neither present nor absent after a look that says neither', async () => {
    expect(await wait(['ENOENT', 'EIO', 'ENOENT'])).toMatchObject({ presence: 'unknown', elapsed: 5000 });
  });
});
