import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttemptDirectories } from './attempt-directories.js';

describe('AttemptDirectories', () => {
  let parent: string;
  let directories: AttemptDirectories;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'attempt-directories-'));
    directories = new AttemptDirectories(parent);
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  it('never gives a folder to two attempts at a time', () => {
    expect(directories.take()).not.toBe(directories.take());
  });

  it('gives a folder that was left empty again', () => {
    const path = directories.take();
    directories.giveBack(path);
    expect(directories.take()).toBe(path);
    expect(existsSync(path)).toBe(true);
  });

  it('never gives a folder with anything in it, and removes it', async () => {
    const path = directories.take();
    mkdirSync(join(path, 'pytest-of-me'));
    writeFileSync(join(path, 'pytest-of-me', 'file'), '');
    directories.giveBack(path);
    expect(readdirSync(directories.take())).toEqual([]);
    await directories.settled();
    expect(existsSync(path)).toBe(false);
  });

  it('makes its parent again when a test has removed that', async () => {
    const empty = directories.take();
    directories.giveBack(empty);
    await rm(parent, { recursive: true });
    expect(readdirSync(directories.take())).toEqual([]);
  });

  it('does not mind a folder that a test has removed', () => {
    const path = directories.take();
    rmdirSync(path);
    directories.giveBack(path);
    expect(existsSync(directories.take())).toBe(true);
  });
});
