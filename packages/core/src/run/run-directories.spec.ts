import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerText, thisOwner } from './directory-owner.js';
import { RunDirectories } from './run-directories.js';
import { removeStaleDirectories } from './stale-directories.js';

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'run-directories-'));
});

afterEach(() => {
  rmSync(temporary, { recursive: true, force: true });
});

describe('RunDirectories', () => {
  it('has one folder for all attempts, and one for each slot', () => {
    const directories = new RunDirectories(temporary);
    const all = [
      directories.shared,
      directories.ofSlot(0),
      directories.ofSlot(1),
      directories.attempts.take(),
    ];
    expect(new Set(all).size).toBe(4);
    expect(all.every((path) => existsSync(path))).toBe(true);
    expect(directories.shared).toBe(all[0]);
    expect(directories.ofSlot(1)).toBe(all[2]);
  });

  it('keeps what is in them until the run is over', async () => {
    const directories = new RunDirectories(temporary);
    writeFileSync(join(directories.ofSlot(0), 'database'), '');
    expect(existsSync(join(directories.ofSlot(0), 'database'))).toBe(true);
    await directories.remove();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('makes a folder again that a test has removed', () => {
    const directories = new RunDirectories(temporary);
    rmSync(directories.parent, { recursive: true });
    expect(existsSync(directories.shared)).toBe(true);
  });
});

describe('removeStaleDirectories', () => {
  const own = thisOwner();

  function runOf(name: string, owner: string): string {
    const path = join(temporary, name);
    mkdirSync(join(path, 'shared'), { recursive: true });
    writeFileSync(join(path, 'owner'), owner);
    return path;
  }

  it('removes what a process left that is no more, also when another one has its id now', async () => {
    runOf('steadfast-run-ended', ownerText({ ...own, pid: 2 ** 22 + 1 }));
    runOf('steadfast-run-reused', ownerText({ ...own, startTicks: own.startTicks + 1 }));
    await removeStaleDirectories(temporary);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('leaves what may be in use: of this process, of another machine, of nobody who is known', async () => {
    const directories = new RunDirectories(temporary);
    const kept = [
      directories.parent,
      runOf('steadfast-run-elsewhere', ownerText({ ...own, pid: 2 ** 22 + 1, place: 'elsewhere' })),
      runOf('steadfast-run-unknown', 'somebody'),
      runOf('other', ownerText({ ...own, pid: 2 ** 22 + 1 })),
    ];
    await removeStaleDirectories(temporary);
    expect(kept.every((path) => existsSync(join(path, 'shared')) || path === directories.parent)).toBe(true);
    expect(existsSync(directories.parent)).toBe(true);
  });

  it('does not mind a folder that cannot be read', async () => {
    await expect(removeStaleDirectories(join(temporary, 'missing'))).resolves.toBeUndefined();
  });
});
