import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertWritable, UnwritableReport, writeReport } from './report-file.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'report-file-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('a report file', () => {
  it('is written with the folders on its way, and leaves nothing else behind', async () => {
    const path = join(directory, 'new', 'folder', 'report.xml');
    expect(await writeReport('JUnit XML', path, 'content')).toEqual({
      kind: 'written',
      report: 'JUnit XML',
      path,
    });
    expect(readFileSync(path, 'utf8')).toBe('content');
    expect(readdirSync(join(directory, 'new', 'folder'))).toEqual(['report.xml']);
  });

  it('can be checked before there is anything to write', async () => {
    const path = join(directory, 'folder', 'report.xml');
    await assertWritable(path);
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(join(directory, 'folder'))).toEqual([]);
  });

  it('keeps what an earlier run wrote until the new report is there', async () => {
    const path = join(directory, 'report.xml');
    writeFileSync(path, 'old');
    await assertWritable(path);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it.each(['is a directory', 'lies below a file'])('is refused early when it %s', async (what) => {
    const path = what === 'is a directory' ? join(directory, 'taken') : join(directory, 'file', 'report.xml');
    mkdirSync(join(directory, 'taken'));
    writeFileSync(join(directory, 'file'), '');
    await expect(assertWritable(path)).rejects.toThrow(UnwritableReport);
    await expect(assertWritable(path)).rejects.toThrow(path);
    expect(await writeReport('record', path, '')).toMatchObject({ kind: 'failed', path });
  });

  it('comes in parts where it is long, through a link to where that leads', async () => {
    const [path, link] = [join(directory, 'record.json'), join(directory, 'link.json')];
    writeFileSync(path, 'old');
    symlinkSync(path, link);
    const parts = Array.from({ length: 5000 }, (_, index) => `line ${index}\n`);
    expect(await writeReport('record', link, parts)).toMatchObject({ kind: 'written' });
    expect(readFileSync(path, 'utf8')).toBe(parts.join(''));
    expect(readdirSync(directory)).toEqual(['link.json', 'record.json']);
  });

  it('keeps the old one, and nothing else, when a part cannot be made', async () => {
    const path = join(directory, 'record.json');
    writeFileSync(path, 'old');
    const broken = function* (): Generator<string> {
      yield 'x'.repeat(100_000);
      throw new Error('boom');
    };
    expect(await writeReport('record', path, broken())).toMatchObject({ kind: 'failed', message: 'boom' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(directory)).toEqual(['record.json']);
  });

  it.skipIf(process.platform !== 'linux')('says that the disk is full', async () => {
    expect(await writeReport('record', '/dev/full', 'content')).toEqual({
      kind: 'failed',
      report: 'record',
      path: '/dev/full',
      message: 'no space left on device (ENOSPC)',
    });
    expect(existsSync('/dev/full')).toBe(true);
  });
});
