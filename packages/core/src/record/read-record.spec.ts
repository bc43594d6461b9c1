import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ScriptedRun } from '../testing/scripted-run.js';
import { readRecord } from './read-record.js';
import { recordFromEvents } from './record-builder.js';

const folder = mkdtempSync(join(tmpdir(), 'steadfast-read-record-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const { events } = new ScriptedRun(['a.py', 'b.py'])
  .attempt('a.py', { tests: { test_one: 'passed' } })
  .verdict('a.py', 'passed');
const record = recordFromEvents(events);
const log = events.map((event) => `${JSON.stringify(event)}\n`).join('');

function read(text: string): ReturnType<typeof readRecord> {
  const path = join(folder, 'input');
  writeFileSync(path, text);
  return readRecord(path);
}

describe('reading the record of a run', () => {
  it('takes a record, on one line or many', async () => {
    await expect(read(JSON.stringify(record))).resolves.toEqual(record);
    await expect(read(JSON.stringify(record, undefined, 1))).resolves.toEqual(record);
  });

  it('takes an event log, also of a run that was killed while it wrote', async () => {
    await expect(read(log)).resolves.toEqual(record);
    await expect(read(`${log}{"type":"attempt-st`)).resolves.toEqual(record);
  });

  it.each([
    ['nothing', ''],
    ['other JSON', '{"a": 1}'],
    ['a list', '[]'],
    ['a record without files', JSON.stringify({ ...record, files: undefined })],
    ['an event log that begins in the middle', log.slice(log.indexOf('\n') + 1)],
    ['a record of another version', JSON.stringify({ ...record, version: 99 })],
  ])('refuses %s, naming the file', async (_what, text) => {
    await expect(read(text)).rejects.toThrow(join(folder, 'input'));
  });
});
