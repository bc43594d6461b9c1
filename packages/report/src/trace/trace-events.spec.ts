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

  it('is JSON, whatever the names are', () => {
    expect(JSON.parse(traceText(hostileRecord()))).toHaveLength(traceEvents(hostileRecord()).length);
  });
});
