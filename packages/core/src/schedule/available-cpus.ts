import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** CPUs that this process may use: its affinity, and on Linux the quota of its control group. */
export function availableCpus(
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): number {
  return Math.max(1, Math.min(availableParallelism(), Math.ceil(cgroupQuota(readText))));
}

/** CPUs' worth of time per period; `Infinity` without a limit. https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu */
function cgroupQuota(readText: (path: string) => string): number {
  const [quota, period] = firstReadable([
    () => readText('/sys/fs/cgroup/cpu.max').split(' '),
    () => [readText('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'), readText('/sys/fs/cgroup/cpu/cpu.cfs_period_us')],
  ]).map(Number);
  // "max" and -1 mean that there is no limit.
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : Infinity;
}

function firstReadable(sources: readonly (() => readonly string[])[]): readonly string[] {
  for (const source of sources) {
    try {
      return source();
    } catch {
      continue;
    }
  }
  return [];
}
