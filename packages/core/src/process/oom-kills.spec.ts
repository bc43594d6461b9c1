import { describe, expect, it } from 'vitest';
import { oomKillCounter } from './oom-kills.js';

const VERSION_1 = '4:memory:/docker/1f2e\n1:cpu,cpuacct:/\n0::/\n';
const VERSION_2 = '0::/user.slice/ci.scope\n';

function counterIn(files: Readonly<Record<string, string>>) {
  return oomKillCounter((path) => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    return text;
  });
}

describe('the number of processes killed for want of memory', () => {
  it.each([
    [
      'the own group, version 2',
      {
        '/proc/self/cgroup': VERSION_2,
        '/sys/fs/cgroup/user.slice/ci.scope/memory.events':
          'low 0\nhigh 0\nmax 9\noom 5\noom_kill 3\noom_group_kill 8\n',
        '/proc/vmstat': 'oom_kill 70\n',
      },
    ],
    [
      'the own group, version 1',
      {
        '/proc/self/cgroup': VERSION_1,
        '/sys/fs/cgroup/memory/docker/1f2e/memory.oom_control':
          'oom_kill_disable 0\nunder_oom 0\noom_kill 3\n',
        '/sys/fs/cgroup/memory/memory.oom_control': 'oom_kill 70\n',
      },
    ],
    [
      'a container that sees its own group at the top',
      {
        '/proc/self/cgroup': VERSION_1,
        '/sys/fs/cgroup/memory/memory.oom_control': 'oom_kill 3\n',
        '/proc/vmstat': 'oom_kill 70\n',
      },
    ],
    [
      'the root of version 2, which has no count of its own',
      { '/proc/self/cgroup': '0::/\n', '/proc/vmstat': 'nr_free_pages 1\noom_kill 3\nballoon_inflate 0\n' },
    ],
    ['a machine without control groups', { '/proc/vmstat': 'oom_kill 3\n' }],
  ])('is read from %s', (_where, files) => {
    expect(counterIn(files)()).toBe(3);
  });

  it('is read anew each time', () => {
    const files = { '/proc/vmstat': 'oom_kill 0\n' };
    const count = counterIn(files);
    expect(count()).toBe(0);
    files['/proc/vmstat'] = 'oom_kill 1\n';
    expect(count()).toBe(1);
  });

  it('is unknown where nobody counts', () => {
    expect(counterIn({})()).toBeUndefined();
    expect(counterIn({ '/proc/self/cgroup': VERSION_2, '/proc/vmstat': 'nr_free_pages 1\n' })()).toBe(
      undefined,
    );
  });
});
