import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import { DEFAULT_POLICY } from '../policy.js';
import type { Project } from '../project.js';
import { recordFromEvents } from '../record/record-builder.js';
import { fakeMachine, scriptedAdapter, type ScriptedAttempt, testFile } from '../testing/fakes.js';
import { Cancellation } from './cancellation.js';
import { runProjects } from './run.js';

function projectOf(
  id: string,
  scripts: Readonly<Record<string, readonly ScriptedAttempt[]>>,
  more: Partial<Project> = {},
) {
  const events: RunEvent[] = [];
  const adapter = scriptedAdapter(scripts);
  const project: Project = {
    id,
    root: `/workspace/${id}`,
    files: Object.keys(scripts).map((path) => testFile(path)),
    adapter,
    policy: DEFAULT_POLICY,
    listeners: [(event) => events.push(event)],
    ...more,
  };
  return { project, events, adapter };
}

const FRAME = {
  slots: 1,
  ...fakeMachine(),
};

describe('a run of several projects', () => {
  it('gives each its own events, record, counts and exit code', async () => {
    const shop = projectOf('shop', { 'tests/test_a.py': ['passed'] }, { mayBeEmpty: true });
    const bank = projectOf('bank', { 'tests/test_a.py': ['failed'] });
    const { projects, exitCode } = await runProjects([shop.project, bank.project], FRAME);
    expect(projects.map(({ project, exitCode: code }) => [project, code])).toEqual([
      ['shop', 0],
      ['bank', 1],
    ]);
    expect(exitCode).toBe(1);
    expect(new Set(shop.events.map(({ project }) => project))).toEqual(new Set(['shop']));
    expect(recordFromEvents(bank.events)).toMatchObject({
      project: 'bank',
      root: '/workspace/bank',
      exitCode: 1,
    });
    expect(projects[0]?.runId).not.toBe(projects[1]?.runId);
  });

  it('starts the longest file of any of them first', async () => {
    const order: string[] = [];
    const timed = (id: string, estimates: readonly number[]): Project => {
      const { project, adapter } = projectOf(id, {});
      return {
        ...project,
        files: estimates.map((estimateMs) => testFile(`${id}-${estimateMs}`, { estimateMs })),
        adapter: {
          ...adapter,
          start: (request) => {
            order.push(request.file.path);
            return adapter.start(request);
          },
        },
      };
    };
    await runProjects([timed('a', [9, 2]), timed('b', [7, 8, 1])], FRAME);
    expect(order).toEqual(['a-9', 'b-8', 'b-7', 'a-2', 'b-1']);
  });

  it('keeps the failures of one out of the limit of another', async () => {
    const policy = { ...DEFAULT_POLICY, maxFailures: 1 };
    const red = projectOf('red', { a: ['failed'], b: ['passed'] }, { policy });
    const green = projectOf('green', { a: ['passed'], b: ['passed'] }, { policy });
    const { projects } = await runProjects([red.project, green.project], FRAME);
    expect(projects.map(({ notRun }) => notRun)).toEqual([['b'], []]);
  });

  it('stops all of them when it is interrupted', async () => {
    const cancellation = new Cancellation();
    cancellation.interrupt('SIGINT');
    const one = projectOf('one', { a: ['passed'] });
    const two = projectOf('two', { a: ['passed'] });
    const { projects, exitCode } = await runProjects([one.project, two.project], {
      ...FRAME,
      cancellation,
    });
    expect(projects.map(({ notRun }) => notRun)).toEqual([['a'], ['a']]);
    expect(exitCode).toBe(2);
  });

  it('refuses two projects of one name', async () => {
    const { project } = projectOf('twice', {});
    await expect(runProjects([project, project], FRAME)).rejects.toThrow('same id');
  });
});
