import { describe, expect, it } from 'vitest';
import type { Adapter, RunningAttempt } from '../adapter.js';
import type { RunEvent } from '../events.js';
import { EXIT_CODE } from '../exit-code.js';
import type { Extension } from '../extension.js';
import { DEFAULT_POLICY } from '../policy.js';
import { recordFromEvents } from '../record/record-builder.js';
import type { RunRecord } from '../record/run-record.js';
import { longestFirst } from '../schedule/longest-first.js';
import { LocalSlotPool } from '../schedule/local-slot-pool.js';
import {
  fakeClock,
  idleSupervisor,
  quietTree,
  scriptedAdapter,
  scriptedStat,
  testFile,
} from '../testing/fakes.js';
import type { TestFile } from '../test-file.js';
import { run, type SingleRunOptions } from './run.js';

const BOOM = new Error('boom');

function boom(): never {
  throw BOOM;
}

const FILES = [testFile('a'), testFile('b'), testFile('c')];

/** Runs three files of which `b` meets a fault. */
async function runWith(more: Partial<SingleRunOptions>) {
  const events: RunEvent[] = [];
  const result = await run({
    root: '/project',
    files: FILES,
    adapter: scriptedAdapter({}),
    slots: 2,
    policy: DEFAULT_POLICY,
    clock: fakeClock(),
    stat: scriptedStat(['ok']),
    supervisor: idleSupervisor,
    watchTree: () => quietTree,
    ...more,
    listeners: [...(more.listeners ?? []), (event) => events.push(event)],
  });
  return { result, record: recordFromEvents(events) };
}

function verdicts({ files }: RunRecord) {
  return Object.fromEntries(files.map(({ path, verdict }) => [path, verdict]));
}

/** An adapter whose attempts of `b` are made by `start`. */
function adapterWith(start: (attempt: RunningAttempt) => RunningAttempt): Adapter {
  const adapter = scriptedAdapter({});
  return {
    ...adapter,
    start: (request) => {
      const attempt = adapter.start(request);
      return request.file.path === 'b' ? start(attempt) : attempt;
    },
  };
}

const onlyForB = ({ file }: { readonly file: TestFile }): void => {
  if (file.path === 'b') boom();
};

describe('a fault in one file', () => {
  it.each<[where: string, options: Partial<SingleRunOptions>, during: string]>([
    ['the adapter starts it', { adapter: adapterWith(boom) }, 'making the attempt'],
    [
      'the adapter tells the outcome',
      { adapter: adapterWith((attempt) => ({ ...attempt, classify: boom })) },
      'telling the outcome',
    ],
    [
      'its process is waited for',
      {
        adapter: adapterWith((attempt) => ({
          ...attempt,
          process: { pid: 1, exited: Promise.reject(BOOM) },
        })),
      },
      'making the attempt',
    ],
    [
      'its process is let go of',
      {
        adapter: adapterWith((attempt) => ({ ...attempt, process: { ...attempt.process, release: boom } })),
      },
      'making the attempt',
    ],
    [
      'an extension goes before it',
      { extensions: [{ name: 'cache', beforeAttempt: (attempt) => (onlyForB(attempt), undefined) }] },
      'before the attempt (cache)',
    ],
    [
      'an extension goes after it',
      { extensions: [{ name: 'cache', afterAttempt: onlyForB }] },
      'after the attempt (cache)',
    ],
    [
      'what it left behind is looked for',
      {
        supervisor: {
          ...idleSupervisor,
          collectLeaks: ({ attemptId }) =>
            attemptId.endsWith('-2') ? Promise.reject(BOOM) : Promise.resolve([]),
        },
      },
      'making the attempt',
    ],
    [
      'the tree is asked about it',
      { watchTree: () => ({ ...quietTree, checked: (file, check) => (onlyForB({ file }), check) }) },
      'while the file ran',
    ],
    [
      'evidence is gathered',
      {
        stat: (path) => (path.endsWith('/b') ? scriptedStat(['ENOENT'])(path) : scriptedStat(['ok'])(path)),
        watchTree: () => ({ ...quietTree, evidenceFor: () => Promise.reject(BOOM) }),
      },
      'while the file ran',
    ],
  ])('is the verdict of that file, when %s', async (_where, options, during) => {
    const { result, record } = await runWith(options);
    expect(verdicts(record)).toEqual({ a: 'passed', b: 'error', c: 'passed' });
    expect(record.files[1]).toMatchObject({
      fault: { during, message: 'boom', stack: expect.stringContaining('supervision.spec') as string },
      reason: `internal error ${during}: boom`,
    });
    expect(record).toMatchObject({ complete: true, exitCode: EXIT_CODE.internalError });
    expect(result.exitCode).toBe(EXIT_CODE.internalError);
    expect(result.notRun).toEqual([]);
  });

  it('is no reason to leave its slot, its group or its process', async () => {
    const killed: unknown[] = [];
    const { record } = await runWith({
      slots: 1,
      files: FILES.map((file) => ({ ...file, group: 'one' })),
      adapter: adapterWith((attempt) => ({ ...attempt, classify: boom })),
      supervisor: { ...idleSupervisor, kill: (process) => killed.push(process.pid) },
    });
    expect(verdicts(record)).toEqual({ a: 'passed', b: 'error', c: 'passed' });
  });
});

describe('a fault of the run', () => {
  const extension = (phase: Partial<Extension>): Partial<SingleRunOptions> => ({
    extensions: [{ name: 'coverage', ...phase }],
  });
  const pool = new LocalSlotPool(1);
  const source = longestFirst(FILES);
  const reject = (): Promise<never> => Promise.reject(BOOM);

  it.each<[where: string, options: Partial<SingleRunOptions>, during: string]>([
    ['an extension finishes', extension({ finish: reject }), 'finish (coverage)'],
    ['a listener hears an event', { listeners: [boom] }, 'listening to events'],
    [
      'processes are swept up',
      { supervisor: { ...idleSupervisor, sweep: reject } },
      'looking for processes that were left behind',
    ],
  ])('spoils the exit code and no verdict, when %s', async (_where, options, during) => {
    const { result, record } = await runWith(options);
    expect(verdicts(record)).toEqual({ a: 'passed', b: 'passed', c: 'passed' });
    expect(result.exitCode).toBe(EXIT_CODE.internalError);
    expect(result.faults[0]).toMatchObject({ during, message: 'boom' });
  });

  it.each<[where: string, options: Partial<SingleRunOptions>]>([
    ['an extension cannot be prepared', extension({ prepare: reject })],
    ['no slot can be had', { slots: { total: 1, acquire: reject } }],
    ['files cannot be claimed', { source: { claim: reject, remaining: () => FILES } }],
    ['a listener hears an event of one', extension({ listen: boom, prepare: reject })],
  ])('names the files that did not run, when %s', async (_where, options) => {
    const { result, record } = await runWith(options);
    expect(result.notRun).toEqual(['a', 'b', 'c']);
    expect(record.complete).toBe(true);
    expect(record.notable.some((event) => event.type === 'notice' && event.message.includes('boom'))).toBe(
      true,
    );
    expect(result.exitCode).toBe(EXIT_CODE.internalError);
  });

  it('ends a run that cannot settle its files, after those that run', async () => {
    const { result } = await runWith({
      slots: pool,
      source: {
        remaining: () => source.remaining(),
        claim: async (signal) => {
          const claim = await source.claim(signal);
          return claim && { ...claim, settle: reject };
        },
      },
    });
    // The second one had its slot before the first could not be settled.
    expect(result.counts.files.passed).toBe(2);
    expect(result.notRun).toEqual(['c']);
    expect(result.exitCode).toBe(EXIT_CODE.internalError);
  });

  it.each<[where: string, options: Partial<SingleRunOptions>]>([
    ['the adapter', { adapter: { ...scriptedAdapter({}), close: reject } }],
    ['the tree', { watchTree: () => ({ ...quietTree, close: boom }) }],
    ['an extension', extension({ dispose: reject })],
  ])('is told when %s cannot be closed', async (_where, options) => {
    const { result } = await runWith(options);
    expect(result.faults[0]).toMatchObject({ message: 'boom' });
    expect(result.exitCode).toBe(EXIT_CODE.internalError);
  });
});

describe('the phases of an extension', () => {
  it('come in their order, around every attempt', async () => {
    const phases: string[] = [];
    const note = (phase: string) => {
      phases.push(phase);
      return Promise.resolve(undefined);
    };
    const { result } = await runWith({
      files: [testFile('a')],
      extensions: [
        {
          name: 'all',
          prepare: () => note('prepare'),
          beforeAttempt: ({ file }) => note(`before ${file.path}`),
          afterAttempt: async ({ file }) => {
            await note(`after ${file.path}`);
          },
          listen: ({ type }) => void note(type),
          finish: (exitCode) => note(`finish ${exitCode}`).then(() => EXIT_CODE.failed),
          dispose: async () => {
            await note('dispose');
          },
        },
      ],
    });
    expect(phases).toEqual([
      ...['run-started', 'prepare', 'before a', 'attempt-started', 'after a', 'attempt-finished'],
      ...['file-finished', 'finish 5', 'run-finished', 'dispose'],
    ]);
    expect(result.exitCode).toBe(EXIT_CODE.failed);
  });

  it('give variables to attempts, later ones first', async () => {
    const adapter = scriptedAdapter({});
    await runWith({
      adapter,
      files: [testFile('a')],
      extensions: [
        {
          name: 'one',
          prepare: () => Promise.resolve({ PORT: '1', HOST: 'h' }),
          beforeAttempt: () => ({ PORT: '2' }),
        },
      ],
    });
    expect(adapter.requests[0]?.environment).toMatchObject({ PORT: '2', HOST: 'h', STEADFAST_SLOT: '0' });
  });
});
