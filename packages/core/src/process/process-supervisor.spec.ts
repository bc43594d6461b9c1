import { describe, expect, it } from 'vitest';
import { FakeMachine } from '../testing/fake-processes.js';
import { fakeClock } from '../testing/fakes.js';
import { createProcessSupervisor, type ExitedAttempt } from './process-supervisor.js';

const exited = Promise.resolve({ kind: 'exited', exitCode: 0 } as const);
const REAPER = 20;

function attempt(more: Partial<ExitedAttempt> = {}): ExitedAttempt {
  return {
    process: { pid: 50, reaperPid: REAPER, exited, hasOrphans: () => true },
    attemptId: 'run-1',
    policy: 'kill',
    ...more,
  };
}

function keeperOf({ table, sendSignal }: FakeMachine) {
  return createProcessSupervisor({ clock: fakeClock(), table, send: sendSignal });
}

/** A machine where the process has ended after the first look, and its id is used again. */
function withRecycledPid(machine: FakeMachine, pid: number): FakeMachine {
  const { entry } = machine.table;
  let looks = 0;
  Object.assign(machine.table, {
    entry: (asked: number) => {
      if (asked === pid && ++looks > 1) machine.start({ pid, startTicks: 999, command: 'innocent' });
      return entry(asked);
    },
  });
  return machine;
}

describe('leaks', () => {
  it('are killed and described', async () => {
    const machine = new FakeMachine();
    const supervisor = keeperOf(machine);
    machine.start({ pid: 60, parentPid: REAPER, command: 'sleep 60', startTicks: 900 });
    expect(await supervisor.collectLeaks(attempt())).toEqual([
      { pid: 60, command: 'sleep 60', ageMs: 1000, foundBy: 'adopted', ended: true },
    ]);
    expect(machine.signals).toEqual([[60, 'SIGKILL']]);
  });

  it('are not helpers of multiprocessing that end by themselves a moment later', async () => {
    const machine = new FakeMachine();
    const command = 'python -c from multiprocessing.resource_tracker import main;main(5)';
    const clock = fakeClock();
    let looks = 0;
    const sleeping = {
      ...clock,
      sleep: async (ms: number) => {
        await clock.sleep(ms);
        if (++looks === 3) machine.end(60);
      },
    };
    const supervisor = createProcessSupervisor({
      clock: sleeping,
      table: machine.table,
      send: machine.sendSignal,
    });
    machine.start({ pid: 60, parentPid: REAPER, command });
    expect(await supervisor.collectLeaks(attempt())).toEqual([]);
    expect(machine.signals).toEqual([]);
    // One that stays is a leak like any other.
    machine.start({ pid: 61, parentPid: REAPER, command });
    expect(await supervisor.collectLeaks(attempt())).toMatchObject([{ pid: 61, ended: true }]);
  });

  it('name the test that started them, by environment and time', async () => {
    const machine = new FakeMachine();
    const supervisor = keeperOf(machine);
    machine.start({ pid: 60, parentPid: REAPER, environment: { CURRENT: 'a::test' }, startTicks: 900 });
    const testOf: ExitedAttempt['testOf'] = ({ startedAt, environment }) =>
      `${String(environment('CURRENT'))} at ${startedAt}`;
    expect((await supervisor.collectLeaks(attempt({ testOf })))[0]?.test).toBe('a::test at -1000');
  });

  it('that start others while they are killed are killed with those', async () => {
    const machine = new FakeMachine();
    let born = 60;
    const supervisor = createProcessSupervisor({
      clock: fakeClock(),
      table: machine.table,
      send: (pid, signal) => {
        machine.sendSignal(pid, signal);
        if (signal === 'SIGKILL' && born < 62) machine.start({ pid: ++born, parentPid: REAPER });
      },
    });
    machine.start({ pid: 60, parentPid: REAPER });
    expect((await supervisor.collectLeaks(attempt())).map(({ pid }) => pid)).toEqual([60, 61, 62]);
    expect(await supervisor.collectLeaks(attempt())).toEqual([]);
  });

  it('are never killed by an id that another process has meanwhile', async () => {
    const machine = new FakeMachine();
    const supervisor = keeperOf(withRecycledPid(machine, 60));
    machine.start({ pid: 60, parentPid: REAPER, command: 'sleep 60' });
    const leaks = await supervisor.collectLeaks(attempt());
    expect(machine.signals).toEqual([]);
    expect(leaks.map(({ pid, ended }) => [pid, ended])).toEqual([[60, true]]);
  });

  it('that cannot be killed are said to live', async () => {
    const machine = new FakeMachine();
    const supervisor = createProcessSupervisor({
      clock: fakeClock(),
      table: machine.table,
      send: () => {
        throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
      },
    });
    machine.start({ pid: 60, parentPid: REAPER });
    expect((await supervisor.collectLeaks(attempt())).map(({ ended }) => ended)).toEqual([false]);
  });

  it('are left alone by the policy "warn", and reported once', async () => {
    const machine = new FakeMachine();
    const supervisor = keeperOf(machine);
    machine.start({ pid: 60, parentPid: REAPER, environment: { STEADFAST_RUN_ID: 'run' } });
    const warned = attempt({ policy: 'warn' });
    expect((await supervisor.collectLeaks(warned)).map(({ pid, ended }) => [pid, ended])).toEqual([
      [60, false],
    ]);
    expect(await supervisor.collectLeaks({ ...warned, attemptId: 'run-2' })).toEqual([]);
    expect(await supervisor.sweep('run', 'warn')).toEqual([]);
    expect(machine.signals).toEqual([]);
  });

  it('are not looked for where the attempt is known to have left none', async () => {
    const machine = new FakeMachine();
    const supervisor = keeperOf(machine);
    machine.looks = 0;
    const clean = attempt({ process: { pid: 50, exited, hasOrphans: () => false } });
    expect(await supervisor.collectLeaks(clean)).toEqual([]);
    expect(machine.looks).toBe(0);
  });

  it('of unknown attempts are found by the id of the run at its end', async () => {
    const machine = new FakeMachine();
    const supervisor = keeperOf(machine);
    machine.start({ pid: 60, environment: { STEADFAST_RUN_ID: 'run' } }, { pid: 61 });
    expect((await supervisor.sweep('run', 'kill')).map(({ pid }) => pid)).toEqual([60]);
    expect(machine.signals).toEqual([[60, 'SIGKILL']]);
  });
});

describe('leaks on a machine without a table of processes', () => {
  const process = { pid: 50, exited };

  function withoutTable({ sendSignal }: FakeMachine, ...members: readonly number[]) {
    const listed = members.map((pid) => ({ pid, ageMs: 1000, command: 'sleep 60' }));
    return createProcessSupervisor({
      clock: fakeClock(),
      table: null,
      send: sendSignal,
      listGroup: (group) => Promise.resolve(group === 50 ? listed : []),
    });
  }

  it.each([
    ['kill', true, [[-50, 'SIGKILL']]],
    ['warn', false, []],
  ] as const)('are those of its group (%s)', async (policy, ended, signals) => {
    const machine = new FakeMachine({ pid: 60, group: 50 });
    const leaks = await withoutTable(machine, 60).collectLeaks(attempt({ process, policy }));
    expect(leaks).toEqual([{ pid: 60, command: 'sleep 60', ageMs: 1000, foundBy: 'group', ended }]);
    expect(machine.signals).toEqual(signals);
  });

  it('are none when a stranger leads a group with the same id', async () => {
    const machine = new FakeMachine({ pid: 50 }, { pid: 60, group: 50 });
    expect(await withoutTable(machine, 50, 60).collectLeaks(attempt({ process }))).toEqual([]);
    expect(machine.signals).toEqual([]);
  });

  it('are not asked for when the group is empty', async () => {
    const machine = new FakeMachine();
    expect(await withoutTable(machine, 60).collectLeaks(attempt({ process }))).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('an attempt that is to end', () => {
  const running = { pid: 50, exited };

  it('is asked first, and killed with its group after the grace', async () => {
    const machine = new FakeMachine({ pid: 50, parentPid: process.pid, group: 50 });
    const until = new AbortController().signal;
    await keeperOf(machine).terminate(running, { signal: 'SIGTERM', graceMs: 5, until });
    expect(machine.signals).toEqual([
      [-50, 'SIGTERM'],
      [-50, 'SIGKILL'],
    ]);
  });

  it('is not killed when it ends within the grace', async () => {
    const machine = new FakeMachine({ pid: 50, parentPid: process.pid, group: 50 });
    await keeperOf(machine).terminate(running, { signal: 'SIGINT', graceMs: 5, until: AbortSignal.abort() });
    expect(machine.signals).toEqual([[-50, 'SIGINT']]);
  });

  it('gets no signal once its id belongs to a stranger', () => {
    const machine = new FakeMachine({ pid: 50, parentPid: 1, group: 50, startTicks: 999 });
    keeperOf(machine).kill(running);
    expect(machine.signals).toEqual([]);
  });

  it('may be a child of the slot process that adopts for it', () => {
    const machine = new FakeMachine({ pid: 50, parentPid: REAPER, group: 50 });
    keeperOf(machine).kill({ ...running, reaperPid: REAPER });
    expect(machine.signals).toEqual([[-50, 'SIGKILL']]);
  });
});

describe('an attempt that has no process yet', () => {
  it.each(['kill', 'terminate'] as const)('is abandoned when it is to end (%s)', async (how) => {
    const supervisor = keeperOf(new FakeMachine());
    let abandoned = false;
    const process = {
      pid: undefined,
      exited,
      abandon: () => {
        abandoned = true;
      },
    };
    if (how === 'kill') supervisor.kill(process);
    else
      await supervisor.terminate(process, {
        signal: 'SIGINT',
        graceMs: 0,
        until: new AbortController().signal,
      });
    expect(abandoned).toBe(true);
  });
});
