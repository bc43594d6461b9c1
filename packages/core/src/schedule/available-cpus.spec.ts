import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { availableCpus } from './available-cpus.js';

function withFiles(files: Readonly<Record<string, string>>): number {
  return availableCpus((path) => {
    const text = files[path];
    if (text === undefined) throw new Error(`${path} is not there`);
    return text;
  });
}

describe('availableCpus', () => {
  it('is what the machine has when there is no control group', () => {
    expect(withFiles({})).toBe(availableParallelism());
  });

  it.each(['max 100000\n', '10000000 100000\n'])('is what the machine has with the quota %j', (quota) => {
    expect(withFiles({ '/sys/fs/cgroup/cpu.max': quota })).toBe(availableParallelism());
  });

  it('is rounded up from a quota of half a CPU', () => {
    expect(withFiles({ '/sys/fs/cgroup/cpu.max': '50000 100000\n' })).toBe(1);
  });

  it('knows the files of version 1', () => {
    const files = {
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '100000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    };
    expect(withFiles(files)).toBe(1);
  });
});
