import { describe, expect, it } from 'vitest';
import { parseStat, procTable, valueOf } from './process-table.js';

/** Fields 4 to 22 of proc_pid_stat(5): parent 7, group 8, session 9, started at tick 1234. */
const REST = '7 8 9 0 -1 4194304 10 0 0 0 1 2 0 0 20 0 1 0 1234 1000 200';

describe('a line of /proc/PID/stat', () => {
  it.each(['python3', 'a b', 'tmux: server', '(sd-pam)', ') S 1 2 3 (', 'ein\nZeilenumbruch', ''])(
    'is read whatever the process calls itself: %j',
    (name) => {
      expect(parseStat(`42 (${name}) S ${REST}\n`)).toEqual({
        pid: 42,
        parentPid: 7,
        group: 8,
        session: 9,
        startTicks: 1234,
        zombie: false,
      });
    },
  );

  it.each(['Z', 'X'])('tells that a process in state %s has ended', (state) => {
    expect(parseStat(`42 (sh) ${state} ${REST}`)?.zombie).toBe(true);
  });

  it('tells that a process is being cleared away', () => {
    expect(parseStat(`42 (sh) R ${REST.replace('4194304', '4194308')}`)?.zombie).toBe(true);
  });

  it('is nothing when the process is gone', () => {
    expect(parseStat('')).toBeUndefined();
  });
});

describe('a variable in /proc/PID/environ', () => {
  const environ = 'A=1\0STEADFAST_RUN_ID=x=y\0EMPTY=\0OLD_A=2\0';

  it.each([
    ['A', '1'],
    ['STEADFAST_RUN_ID', 'x=y'],
    ['EMPTY', ''],
    ['RUN_ID', undefined],
    ['a', undefined],
  ])('%s is %j', (name, value) => {
    expect(valueOf(name, environ)).toBe(value);
  });
});

describe.skipIf(process.platform !== 'linux')('the table of this machine', () => {
  it('has this process, with its parent, its command and its age', () => {
    const own = procTable.entry(process.pid);
    expect(own).toMatchObject({ pid: process.pid, parentPid: process.ppid, zombie: false });
    expect(procTable.pids()).toContain(process.pid);
    expect(procTable.command(process.pid)).toContain('node');
    const ageMs = own === undefined ? Infinity : procTable.ageMs(own);
    expect(Math.abs(ageMs - process.uptime() * 1000)).toBeLessThan(2000);
  });

  it('has nothing to say of a process that is not there', () => {
    const pid = 2 ** 22 + 1;
    expect(procTable.entry(pid)).toBeUndefined();
    expect(procTable.command(pid)).toBe('');
    expect(procTable.environment(pid, 'PATH')).toBeUndefined();
  });
});
