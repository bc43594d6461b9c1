import { describe, expect, it } from 'vitest';
import { testFile } from '../testing/fakes.js';
import type { FileResult } from '../test-file.js';
import type { Claim, FileSource } from './file-source.js';
import { longestFirst } from './longest-first.js';

const PASSED: FileResult = { verdict: 'passed', attempts: 1, failedTests: 0 };
const never = new AbortController().signal;

async function claimAll(source: FileSource): Promise<string[]> {
  const paths: string[] = [];
  for (let claim = await source.claim(never); claim; claim = await source.claim(never)) {
    paths.push(claim.file.path);
    await claim.settle(PASSED);
  }
  return paths;
}

async function claimOne(source: FileSource): Promise<Claim> {
  const claim = await source.claim(never);
  if (claim === undefined) throw new Error('nothing to claim');
  return claim;
}

describe('longestFirst', () => {
  it('gives the longest file first, and equal ones by path', async () => {
    const files = [
      testFile('b', { estimateMs: 1 }),
      testFile('c', { estimateMs: 9 }),
      testFile('a', { estimateMs: 1 }),
    ];
    expect(await claimAll(longestFirst(files))).toEqual(['c', 'a', 'b']);
    expect(await claimAll(longestFirst(files.toReversed()))).toEqual(['c', 'a', 'b']);
  });

  it('gives a file of a higher priority before any longer one', async () => {
    const files = [
      testFile('long', { estimateMs: 9 }),
      testFile('failed before', { priority: 1 }),
      testFile('short', { estimateMs: 1 }),
    ];
    expect(await claimAll(longestFirst(files))).toEqual(['failed before', 'long', 'short']);
  });

  it('passes over a group of which a file is claimed, and waits when nothing else is left', async () => {
    const source = longestFirst([
      testFile('first', { estimateMs: 9, group: 'db' }),
      testFile('second', { estimateMs: 8, group: 'db' }),
      testFile('short', { estimateMs: 1 }),
    ]);
    const first = await claimOne(source);
    expect((await claimOne(source)).file.path).toBe('short');
    let second: Claim | undefined;
    const waiting = source.claim(never).then((claim) => (second = claim));
    await Promise.resolve();
    expect(second).toBeUndefined();
    await first.settle(PASSED);
    await waiting;
    expect(second?.file.path).toBe('second');
  });

  it('stops waiting when it is told to', async () => {
    const source = longestFirst([testFile('a', { group: 'db' }), testFile('b', { group: 'db' })]);
    await claimOne(source);
    const stop = new AbortController();
    const waiting = source.claim(stop.signal);
    stop.abort();
    expect(await waiting).toBeUndefined();
  });

  it('hands out again what was given back', async () => {
    const source = longestFirst([testFile('a', { estimateMs: 2, group: 'db' }), testFile('b')]);
    await (await claimOne(source)).giveBack('no slot');
    expect(await claimAll(source)).toEqual(['a', 'b']);
  });

  it('tells what is left', async () => {
    const source = longestFirst([testFile('a'), testFile('b', { group: 'g' }), testFile('c')]);
    await claimOne(source);
    expect(source.remaining().map(({ path }) => path)).toEqual(['c', 'b']);
  });
});
