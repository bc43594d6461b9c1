import { describe, expect, it } from 'vitest';
import { timeLeftMs, type WorkLeft } from './time-left.js';

const work: WorkLeft = {
  slots: 2,
  waiting: { estimatedMs: 10_000, withoutEstimate: 0 },
  running: [{ estimateMs: 3000, elapsedMs: 1000 }],
  finished: { files: 0, totalMs: 0 },
};

describe('the time left', () => {
  it('is the work left over the slots', () => {
    expect(timeLeftMs(work)).toBe(6000);
  });

  it('is unknown as long as nothing has a duration', () => {
    const unknown = { estimatedMs: 0, withoutEstimate: 5 };
    expect(
      timeLeftMs({ ...work, waiting: unknown, running: [{ estimateMs: 0, elapsedMs: 9 }] }),
    ).toBeUndefined();
  });

  it('takes the average of what is finished where there is no estimate', () => {
    const waiting = { estimatedMs: 0, withoutEstimate: 4 };
    expect(timeLeftMs({ ...work, waiting, running: [], finished: { files: 2, totalMs: 6000 } })).toBe(6000);
  });

  it('is never shorter than what the longest running file still needs', () => {
    const running = [{ estimateMs: 60_000, elapsedMs: 10_000 }];
    expect(timeLeftMs({ ...work, running })).toBe(50_000);
  });

  it('is not made shorter by a file that takes longer than expected', () => {
    expect(timeLeftMs({ ...work, running: [{ estimateMs: 1000, elapsedMs: 90_000 }] })).toBe(5000);
  });
});
