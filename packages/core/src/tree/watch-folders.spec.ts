import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchFolders } from './watch-folders.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steadfast-watch-'));
  for (const name of ['a', 'b', 'c']) mkdirSync(join(root, name));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const folders = (...names: readonly string[]): readonly string[] => names.map((name) => join(root, name));

describe('watched folders', () => {
  it('are as many as wanted, and the rest is told', () => {
    const limits: string[] = [];
    const listener = {
      onEvent: () => undefined,
      onLimit: (count: number, reason: string) => limits.push(`${count}: ${reason}`),
    };
    watchFolders(folders('a', 'b', 'c'), listener, 2).close();
    expect(limits).toEqual(['1: more than 2 folders']);
  });

  it('may be gone before they are watched', () => {
    const limits: number[] = [];
    const listener = { onEvent: () => undefined, onLimit: (count: number) => limits.push(count) };
    watchFolders(folders('a', 'gone'), listener).close();
    expect(limits).toEqual([]);
  });

  it('tell when something happens in them', async () => {
    const happened = new Promise<readonly [string, string | undefined]>((resolve) => {
      const watches = watchFolders(folders('a'), {
        onEvent: (folder, name) => {
          watches.close();
          resolve([folder, name]);
        },
      });
    });
    mkdirSync(join(root, 'a/new'));
    expect(await happened).toEqual([join(root, 'a'), 'new']);
  });
});
