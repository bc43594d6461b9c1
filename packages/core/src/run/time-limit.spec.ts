import { describe, expect, it } from 'vitest';
import { Suspension } from './suspension.js';
import { waitForLimit } from './time-limit.js';

/** A clock whose pauses last as long as the spec says. */
function machine(...pauses: readonly ((askedMs: number) => number)[]) {
  let time = 1_000_000;
  const asked: number[] = [];
  const clock = {
    now: () => time,
    sleep: (ms: number): Promise<void> => {
      const pause = pauses[asked.length];
      asked.push(ms);
      const slept = pause?.(ms) ?? ms;
      time += slept;
      return Promise.resolve();
    },
  };
  const suspension = new Suspension(clock);
  const stopFor = (ms: number): void => {
    suspension.suspend();
    time += ms;
    suspension.resume();
  };
  const limit = async (ms: number): Promise<readonly number[]> => {
    await waitForLimit(ms, new AbortController().signal, { clock, suspension });
    return asked;
  };
  return { limit, stopFor, suspension };
}

describe('a time limit', () => {
  it('is waited for once', async () => {
    expect(await machine().limit(5_000)).toEqual([5_000]);
  });

  it('grows by the time for which the run was stopped, when it was continued before the timer was due', async () => {
    const { limit, stopFor } = machine(() => (stopFor(2_000), 3_000));
    expect(await limit(5_000)).toEqual([5_000, 2_000]);
  });

  it('grows by what was left when the run was stopped, when it was continued later', async () => {
    // Stopped after 1 s, for 60 s: 4 s are left.
    const { limit, stopFor } = machine(() => (stopFor(60_000), 1_000));
    expect(await limit(5_000)).toEqual([5_000, 4_000]);
  });

  it('hears first what ended while the process stood still, and nobody had said so', async () => {
    const { limit } = machine((ms) => ms + 60_000);
    expect(await limit(5_000)).toEqual([5_000, 1_000]);
  });

  it('is not changed by a clock that is set back', async () => {
    const { limit } = machine(() => -3_600_000);
    expect(await limit(5_000)).toEqual([5_000]);
  });
});

describe('a suspension', () => {
  it('counts the time before the signal to go on was heard', () => {
    let time = 0;
    const suspension = new Suspension({ now: () => time });
    suspension.suspend();
    time = 700;
    expect(suspension.totalMs).toBe(700);
    suspension.resume();
    time = 900;
    expect(suspension.totalMs).toBe(700);
  });

  it('stops and continues its followers until they leave', () => {
    const suspension = new Suspension();
    const heard: string[] = [];
    const leave = suspension.follow({ suspend: () => heard.push('stop'), resume: () => heard.push('go on') });
    suspension.suspend();
    suspension.resume();
    leave();
    suspension.suspend();
    expect(heard).toEqual(['stop', 'go on']);
  });
});
