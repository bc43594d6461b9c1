import { readFileSync } from 'node:fs';

/** How many processes the kernel has ended for want of memory until now; `undefined` where nobody counts them. */
export type OomKillCount = () => number | undefined;

type ReadText = (path: string) => string;

const readSystem: ReadText = (path) => readFileSync(path, 'utf8');

/**
 * Counts in the control group that this process and its children belong to; where there is none, on the whole machine. The
 * kernel counts a process before it kills it.
 *
 * https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files
 */
export function oomKillCounter(readText: ReadText = readSystem): OomKillCount {
  const count = (path: string): number | undefined => {
    const digits = /^oom_kill (\d+)$/m.exec(attemptToRead(path, readText))?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  const source = sources(attemptToRead('/proc/self/cgroup', readText)).find(
    (path) => count(path) !== undefined,
  );
  return () => (source === undefined ? undefined : count(source));
}

/** Lines such as `0::/user.slice` (version 2) and `4:memory:/docker/1f2e` (version 1); version 1 wins where both are in use. */
function sources(cgroups: string): readonly string[] {
  const groups = cgroups.split('\n').map((line) => /^\d+:([^:]*):(.*)$/.exec(line));
  const own = (controller: string): string | undefined =>
    groups.find((group) => group?.[1]?.split(',').includes(controller))?.[2]?.replace(/\/$/, '');
  const version1 = own('memory');
  const version2 = own('');
  return [
    ...(version1 === undefined ? [] : [`/sys/fs/cgroup/memory${version1}/memory.oom_control`]),
    ...(version2 === undefined ? [] : [`/sys/fs/cgroup${version2}/memory.events`]),
    // In a container the path may be that of the world outside, while the container's group is at the top.
    '/sys/fs/cgroup/memory/memory.oom_control',
    '/sys/fs/cgroup/memory.events',
    '/proc/vmstat',
  ];
}

function attemptToRead(path: string, readText: ReadText): string {
  try {
    return readText(path);
  } catch {
    return '';
  }
}
