import type { NotableEvent, ServiceChange } from '@steadfast/core/record';
import { describe, expect, it } from 'vitest';
import { hostileRecord, sampleRecord } from '../testing/sample-record.js';
import { traceEvents, traceText } from './trace-events.js';

describe('the trace of a run', () => {
  const events = traceEvents(sampleRecord());

  it('has a thread per slot, and attempts with start-up and tests inside', () => {
    expect(events.slice(0, 6)).toMatchObject([
      { ph: 'M', name: 'process_name', args: { name: 'steadfast' } },
      { ph: 'M', name: 'thread_name', tid: 0, args: { name: 'slot 0' } },
      { ph: 'X', name: 'a.py', ts: 5_500_000, dur: 1_500_000, args: { outcome: 'passed', attempt: 1 } },
      { ph: 'X', name: 'start-up', ts: 5_500_000, dur: 1_000_000 },
      { ph: 'X', name: 'a.py::test_fine', ts: 6_500_000, dur: 250_000 },
      { ph: 'X', name: 'a.py::test_left_out', ts: 6_750_000, dur: 250_000 },
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({ name: 'd.py #2', args: { outcome: 'passed', attempt: 2, pauseMs: 500 } }),
    );
  });

  it('has leaks, looks for files and changes of the tree as instants', () => {
    expect(events.filter(({ ph }) => ph === 'i').map(({ name, s }) => [name, s])).toEqual([
      ['left behind: sleep 60', 't'],
      ['c.py vanished', 'g'],
      ['c.py was not there', 'p'],
    ]);
  });

  it('has a thread per service, with the time until it was ready', () => {
    const service = { kind: 'service', name: 'redis', slot: 1 } as const;
    const change = (time: number, more: Pick<ServiceChange, 'state' | 'ageMs'>): NotableEvent => ({
      ...{ type: 'service-changed', time, project: '.', change: { ...service, ...more } },
    });
    const record = { ...sampleRecord(), startedAt: 1000, durationMs: 9000 };
    const notable = [
      change(2000, { state: 'started', ageMs: 100 }),
      change(2500, { state: 'ready', ageMs: 600 }),
      change(8900, { state: 'ended', ageMs: 7000 }),
    ];
    const threads = (count: number) =>
      traceEvents({ ...record, notable: notable.slice(0, count) }).filter(({ tid }) => tid >= 10_000);
    expect(threads(3)).toMatchObject([
      { ph: 'M', args: { name: 'service redis of slot 1' } },
      { name: 'service redis of slot 1', ts: 900_000, dur: 7_000_000, args: { state: 'ended' } },
      { name: 'start-up', ts: 900_000, dur: 600_000 },
    ]);
    // A run that was killed does not tell the end.
    expect(threads(2)[1]).toMatchObject({ ts: 900_000, dur: 8_100_000 });
  });

  it('is JSON, whatever the names are', () => {
    expect(JSON.parse(traceText(hostileRecord()))).toHaveLength(traceEvents(hostileRecord()).length);
  });
});
