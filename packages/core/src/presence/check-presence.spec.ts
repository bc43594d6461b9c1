import { describe, expect, it } from 'vitest';
import { fakeClock, scriptedStat } from '../testing/fakes.js';
import { checkPresence, describeUnknown } from './check-presence.js';

const policy = { stats: 3, intervalMs: 100 };

async function check(...results: readonly string[]) {
  const clock = fakeClock();
  const found = await checkPresence('/p/test_a.py', policy, { clock, stat: scriptedStat(results) });
  return { ...found, elapsed: clock.now() };
}

describe('checkPresence', () => {
  it('believes the first positive stat, without a pause', async () => {
    const found = await check('ok');
    expect(found).toMatchObject({ presence: 'present', elapsed: 0 });
    expect(found.stats).toHaveLength(1);
  });

  it('believes a positive stat after negative ones', async () => {
    expect(await check('ENOENT', 'ENOENT', 'ok')).toMatchObject({ presence: 'present', elapsed: 200 });
  });

  it.each(['ENOENT', 'ENOTDIR', 'ESTALE'])('calls a file absent after three times %s', async (errno) => {
    const found = await check(errno, errno, errno);
    expect(found).toMatchObject({ presence: 'absent', elapsed: 200 });
    expect(found.stats.map(({ time, result }) => [time, result])).toEqual([
      [0, errno],
      [100, errno],
      [200, errno],
    ]);
  });

  it.each(['EACCES', 'EIO', 'EISDIR'])('does not know what %s means', async (result) => {
    const found = await check('ENOENT', result, 'ENOENT');
    expect(found.presence).toBe('unknown');
    expect(describeUnknown('test_a.py', found)).toContain(result === 'EISDIR' ? 'is a directory' : result);
  });
});
