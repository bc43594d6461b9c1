import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import { readEvents } from '../record/read-events.js';
import { ScriptedRun } from '../testing/scripted-run.js';
import { openEventsFile, streamEvents } from './events-log.js';
import { UnwritableReport } from './report-file.js';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'events-log-'));
  path = join(directory, 'events.ndjson');
});
afterEach(() => rm(directory, { recursive: true }));

const run = new ScriptedRun(['a.py'])
  .attempt('a.py', { tests: { 'test_\u2028[😀\n"\ud800]': 'failed' }, output: 'line\nline\u2029' })
  .verdict('a.py', 'failed')
  .finish();

async function read(): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of readEvents(path)) events.push(event);
  return events;
}

describe('the event log', () => {
  it('has each event on disk as soon as it happened', () => {
    const log = openEventsFile(path);
    run.events.forEach((event, index) => {
      log.listen(event);
      expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(index + 2);
    });
  });

  it('gives back the events that were written', async () => {
    const log = openEventsFile(path);
    for (const event of run.events) log.listen(event);
    expect(await log.finish()).toEqual([{ kind: 'written', report: 'events', path }]);
    expect(await read()).toEqual(run.events);
  });

  it('can be read when its last line breaks off', async () => {
    const log = openEventsFile(path);
    for (const event of run.events.slice(0, 3)) log.listen(event);
    appendFileSync(path, '{"type":"test-finished","time":12');
    expect(await read()).toEqual(run.events.slice(0, 3));
  });

  it.each([
    ['', 'holds no event'],
    ['not json\n', 'line 1: it is not JSON'],
    ['null\n', 'line 1 is not an event'],
    ['{"type":"notice"}\n', 'begins with run-started'],
    ['{"type":"run-started","version":99}\n', 'version 99, and this Steadfast reads version 1'],
  ])('is refused when it is none: %j', async (content, message) => {
    writeFileSync(path, content);
    await expect(read()).rejects.toThrow(message);
  });

  it('is known to be unwritable before the run', () => {
    expect(() => openEventsFile(directory)).toThrow(UnwritableReport);
    expect(() => openEventsFile(directory)).toThrow(/illegal operation on a directory \(EISDIR\)/);
  });

  it.skipIf(process.platform !== 'linux')('tells of a full disk, and does not stop the run', async () => {
    const log = openEventsFile('/dev/full');
    for (const event of run.events) log.listen(event);
    expect(await log.finish()).toEqual([
      { kind: 'failed', report: 'events', path: '/dev/full', message: 'no space left on device (ENOSPC)' },
    ]);
  });
});

describe('the event stream', () => {
  it('writes one line per event', async () => {
    const stream = new PassThrough();
    const events = streamEvents(stream);
    for (const event of run.events) events.listen(event);
    expect(await events.finish()).toEqual([{ kind: 'written', report: 'events', path: '-' }]);
    const lines = String(stream.read()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as RunEvent)).toEqual(run.events);
  });

  it('survives a reader that goes away', async () => {
    const stream = new PassThrough();
    const events = streamEvents(stream);
    stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await new Promise(setImmediate);
    for (const event of run.events) events.listen(event);
    expect(await events.finish()).toMatchObject([{ kind: 'failed', path: '-' }]);
  });
});
