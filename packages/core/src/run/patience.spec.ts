import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import { DEFAULT_POLICY } from '../policy.js';
import type { FileStat } from '../presence/file-stat.js';
import type { VanishedFile } from '../presence/wait-for-return.js';
import {
  fakeClock,
  idleSupervisor,
  quietTree,
  scriptedAdapter,
  scriptedStat,
  testFile,
} from '../testing/fakes.js';
import { Cancellation } from './cancellation.js';
import { run } from './run.js';

const SILENT: VanishedFile = { since: 0, onNews: () => () => undefined, isTreeBusy: () => false };

/** Runs `a` and `b` in one slot; `a` was seen, and is looked for by `stat`. */
async function runAway(stat: FileStat, more: { since?: number; cancellation?: Cancellation } = {}) {
  const events: RunEvent[] = [];
  const ok = scriptedStat(['ok']);
  const { since = 0, cancellation } = more;
  await run({
    root: '/project',
    files: [testFile('a', { estimateMs: 2 }), testFile('b', { estimateMs: 1 })],
    adapter: scriptedAdapter({}),
    ...{ slots: 1, policy: DEFAULT_POLICY, clock: fakeClock(), supervisor: idleSupervisor },
    stat: (path) => (path.endsWith('/a') ? stat(path) : ok(path)),
    watchTree: () => ({ ...quietTree, vanished: () => ({ ...SILENT, since }) }),
    listeners: [(event) => events.push(event)],
    ...(cancellation && { cancellation }),
  });
  return events;
}

function endOf(events: readonly RunEvent[], path: string) {
  return events.find((event) => event.type === 'file-finished' && event.file === path);
}

describe('patience with a file that was seen', () => {
  it('makes it recovered when it comes back, and says how long it was away', async () => {
    const events = await runAway(scriptedStat([...Array.from({ length: 5 }, () => 'ENOENT'), 'ok']));
    expect(endOf(events, 'a')).toMatchObject({
      verdict: 'recovered',
      attempts: 1,
      reason: expect.stringMatching(/^a was away for \d\.\d s\.$/) as string,
    });
  });

  it('makes it missing when it does not, and says how long it has been away', async () => {
    expect(endOf(await runAway(scriptedStat(['ENOENT'])), 'a')).toMatchObject({
      verdict: 'missing',
      reason: expect.stringMatching(/looked \d+ times; it has been away for 5\.\d s/) as string,
    });
  });

  it('leaves the slot to others', async () => {
    const order = (await runAway(scriptedStat(['ENOENT']))).flatMap((event) =>
      event.type === 'file-finished' ? [event.file] : [],
    );
    expect(order).toEqual(['b', 'a']);
  });

  it('ends with the run', async () => {
    const cancellation = new Cancellation();
    let looks = 0;
    const stat: FileStat = () => {
      if (++looks === 4) cancellation.interrupt('SIGINT');
      return Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }));
    };
    expect(endOf(await runAway(stat, { cancellation }), 'a')).toMatchObject({ verdict: 'cancelled' });
  });
});
