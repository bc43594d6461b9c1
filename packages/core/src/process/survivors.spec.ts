import { describe, expect, it } from 'vitest';
import { FakeMachine } from '../testing/fake-processes.js';
import { type EndedAttempt, SurvivorSearch } from './survivors.js';

/** Node of this run. */
const OWN = 10;
const LEADER = 50;
const REAPER = 20;
const ATTEMPT = { pid: LEADER, attemptId: 'run-1' };
const IN_WARM_HOST = { ...ATTEMPT, reaperPid: REAPER };
const MARKED = { STEADFAST_RUN_ID: 'run', STEADFAST_ATTEMPT_ID: 'run-1' };

function foundIn(search: SurvivorSearch, attempt: EndedAttempt = IN_WARM_HOST): Record<number, string> {
  return Object.fromEntries(search.of(attempt).map(({ process, foundBy }) => [process.pid, foundBy]));
}

function runOn(machine: FakeMachine): SurvivorSearch {
  const search = new SurvivorSearch(machine.table, OWN);
  machine.start({ pid: OWN }, { pid: REAPER, parentPid: OWN });
  return search;
}

describe('what outlived an attempt', () => {
  it.each([
    ['in its group', { group: LEADER, parentPid: 1 }, 'group'],
    ['in its session', { session: LEADER, parentPid: 1 }, 'group'],
    ['adopted by its reaper, without any mark', { parentPid: REAPER }, 'adopted'],
    ['detached, with its environment', { environment: MARKED }, 'environment'],
  ] as const)('is found %s', (_where, process, foundBy) => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    machine.start({ pid: 60, ...process });
    expect(foundIn(search)).toEqual({ 60: foundBy });
  });

  it('is found below what was found', () => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    machine.start({ pid: 60, parentPid: REAPER }, { pid: 61, parentPid: 60 }, { pid: 62, parentPid: 61 });
    expect(foundIn(search)).toEqual({ 60: 'adopted', 61: 'adopted', 62: 'adopted' });
  });

  it('is not a zombie, nor what was there before, nor another attempt, nor a stranger', () => {
    const machine = new FakeMachine({ pid: 30, environment: MARKED });
    const search = runOn(machine);
    machine.start(
      { pid: 60, parentPid: REAPER, zombie: true },
      { pid: 70, parentPid: OWN, environment: { STEADFAST_ATTEMPT_ID: 'run-2' } },
      { pid: 71, parentPid: 70 },
      { pid: 80 },
    );
    expect(foundIn(search)).toEqual({});
  });

  it('is found under the id of a process that was there before and has ended', () => {
    const machine = new FakeMachine({ pid: 30 });
    const search = runOn(machine);
    machine.end(30);
    foundIn(search);
    machine.start({ pid: 30, environment: MARKED, startTicks: 900 });
    expect(foundIn(search)).toEqual({ 30: 'environment' });
  });

  it('is nobody of the group or below the parent whose id was that of the attempt', () => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    machine.start(
      { pid: LEADER, startTicks: 999 },
      { pid: 60, group: LEADER, session: LEADER, parentPid: 1 },
      { pid: 61, parentPid: LEADER },
      { pid: 62, parentPid: REAPER },
    );
    expect(foundIn(search)).toEqual({ 62: 'adopted' });
  });

  it('is found although it hid while another attempt ended', () => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    const other = { pid: 40, attemptId: 'run-2' };
    machine.start({ pid: LEADER, parentPid: OWN }, { pid: 60, group: LEADER, session: LEADER, parentPid: 1 });
    expect(search.of(other)).toEqual([]);
    machine.end(LEADER);
    expect(foundIn(search, ATTEMPT)).toEqual({ 60: 'group' });
  });

  it('does not send the search in circles when ids are used again while the table is read', () => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    machine.start({ pid: 60, parentPid: 61 }, { pid: 61, parentPid: 60 });
    expect(foundIn(search)).toEqual({});
  });
});

describe('a survivor that is left alive', () => {
  it("is nobody else's afterwards, and neither is what it starts", () => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    machine.start({ pid: 60, parentPid: REAPER, environment: MARKED });
    for (const survivor of search.of(IN_WARM_HOST)) search.leaveAlive(survivor, 'run-1');

    machine.start(
      { pid: 61, parentPid: 60 },
      // Its parent ended, so the slot adopted it.
      { pid: 62, parentPid: REAPER, environment: MARKED },
      { pid: 90, parentPid: REAPER },
    );
    expect(foundIn(search, { pid: 51, reaperPid: REAPER, attemptId: 'run-2' })).toEqual({ 90: 'adopted' });
    expect(search.forgottenBy('run')).toEqual([]);
  });

  it('has no say about a later process with its id', () => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    machine.start({ pid: 60, parentPid: REAPER });
    for (const survivor of search.of(IN_WARM_HOST)) search.leaveAlive(survivor, 'run-1');
    machine.end(60);
    machine.start({ pid: 60, parentPid: REAPER, startTicks: 900 });
    expect(foundIn(search, { pid: 51, reaperPid: REAPER, attemptId: 'run-2' })).toEqual({ 60: 'adopted' });
  });
});

describe('the cost of a search', () => {
  const strangers = Array.from({ length: 500 }, (_, index) => ({ pid: 1000 + index }));

  it('does not grow with what was there before the run', () => {
    const machine = new FakeMachine(...strangers);
    const search = runOn(machine);
    foundIn(search);
    expect(machine.looks).toBeLessThan(10);
  });

  it('grows once with what others start meanwhile', () => {
    const machine = new FakeMachine();
    const search = runOn(machine);
    machine.start(...strangers);
    foundIn(search);
    machine.looks = 0;
    foundIn(search);
    expect(machine.looks).toBeLessThan(10);
  });
});
