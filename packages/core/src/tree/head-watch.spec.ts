import { describe, expect, it } from 'vitest';
import type { TreeChange } from '../events.js';
import { fakeClock } from '../testing/fakes.js';
import type { GitTree, Head, ReflogEntry } from './git.js';
import { describeHead, watchHead } from './head-watch.js';

const START: Head = { commit: '1a2b3c4d5e6f', branch: 'feature' };

function headOf(reflog: readonly ReflogEntry[] = []) {
  let head = START;
  const changes: TreeChange[] = [];
  let touched = 0;
  let event: (folder: string, name: string | undefined) => void = () => undefined;
  const git: GitTree = {
    topLevel: '/shop',
    gitDirectory: '/shop/.git',
    headAtStart: START,
    head: async () => head,
    reflogSinceStart: async () => reflog,
    stashesSince: async () => [],
    hasFile: async () => false,
    isTracked: async () => false,
  };
  const watch = watchHead({
    git,
    clock: fakeClock(),
    onChange: (change) => changes.push(change),
    onTouched: () => touched++,
    onOperation: () => undefined,
    watch: (_folders, listener) => {
      event = listener.onEvent;
      return { renew: () => undefined, close: () => undefined };
    },
  });
  return {
    ...{ watch, changes },
    touched: () => touched,
    move: async (to: Head, name: string | undefined = 'HEAD') => {
      head = to;
      event('/shop/.git', name);
      // The pause of the fake clock, and two answers of git.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    },
  };
}

describe('the watch on HEAD', () => {
  it('tells where it moved, and what the reflog says of it', async () => {
    const action = 'checkout: moving from feature to main';
    const head = headOf([{ time: 1, commit: 'ffffffff', action }]);
    await head.move({ commit: 'ffffffff', branch: 'main' });
    expect(head.changes).toEqual([
      { kind: 'head-moved', from: 'feature (1a2b3c4)', to: 'main (fffffff)', reflog: action },
    ]);
  });

  it('goes on from where HEAD is now', async () => {
    const head = headOf();
    await head.move({ commit: 'ffffffff', branch: 'main' });
    await head.move({ commit: 'eeeeeeee', branch: undefined });
    expect(head.changes.at(-1)).toEqual({ kind: 'head-moved', from: 'main (fffffff)', to: 'eeeeeee' });
  });

  it('is silent when git writes HEAD and it stays where it is', async () => {
    const head = headOf();
    await head.move(START);
    expect(head.changes).toEqual([]);
    expect(head.touched()).toBe(1);
  });

  it('does not ask git for other files beside HEAD', async () => {
    const head = headOf();
    await head.move({ commit: 'ffffffff', branch: 'main' }, 'index.lock');
    expect(head.changes).toEqual([]);
    expect(head.touched()).toBe(0);
  });

  it('says nothing any more when it is closed', async () => {
    const head = headOf();
    head.watch.close();
    await head.move({ commit: 'ffffffff', branch: 'main' });
    expect(head.changes).toEqual([]);
  });
});

it('a detached HEAD is its commit alone', () => {
  expect(describeHead({ commit: '1a2b3c4d5e6f', branch: undefined })).toBe('1a2b3c4');
});
