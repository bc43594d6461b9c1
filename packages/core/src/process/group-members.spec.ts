import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { listSystemGroup, parseGroup } from './group-members.js';

const LISTING = `    1     1 Ss   21-03:04:05 /sbin/init splash
   60    50 S          00:07 python -m http.server  --bind ::1
 4711    50 R+      01:02:03 python
   61    50 Z          00:07 (python)
   70    70 Ss         12:34 sh -c sleep 50
`;

describe('the members of a process group', () => {
  it('are those that live in it by what ps says, with age and command line', () => {
    expect(parseGroup(LISTING, 50)).toEqual([
      { pid: 60, ageMs: 7_000, command: 'python -m http.server  --bind ::1' },
      { pid: 4711, ageMs: 3_723_000, command: 'python' },
    ]);
    expect(parseGroup(LISTING, 1)[0]?.ageMs).toBe(((21 * 24 + 3) * 3600 + 4 * 60 + 5) * 1000);
    expect(parseGroup('', 50)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('are told by the ps of this machine', async () => {
    const leader = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    await once(leader, 'spawn');
    const { pid = 0 } = leader;
    const members = await listSystemGroup(pid);
    leader.kill('SIGKILL');
    expect(members).toEqual([{ pid, ageMs: expect.any(Number) as number, command: 'sleep 60' }]);
  });
});
