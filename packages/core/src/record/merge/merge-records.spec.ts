import { array, assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScriptedRun } from '../../testing/scripted-run.js';
import type { Verdict } from '../../verdict.js';
import { recordFromEvents } from '../record-builder.js';
import type { RunRecord } from '../run-record.js';
import type { ExpectedPlan } from './check-merge.js';
import { mergeProblemText } from './merge-problem.js';
import { mergeRecords } from './merge-records.js';

const DIGEST = 'd1';

const plan: ExpectedPlan = {
  digest: DIGEST,
  shards: [
    {
      index: 1,
      files: [
        { path: 'a.py', estimateMs: 1 },
        { path: 'b.py', estimateMs: 1 },
      ],
    },
    { index: 2, files: [{ path: 'c.py', estimateMs: 1 }] },
  ],
};

interface Shard {
  readonly index?: number;
  readonly digest?: string;
  readonly runId?: string;
  readonly exitCode?: number;
  /** Seconds after the first runs. */
  readonly after?: number;
}

/** The record of a run in which each file came to a verdict. */
function ran(files: Readonly<Record<string, Verdict>>, shard: Shard = {}): RunRecord {
  const run = start(Object.keys(files), shard);
  for (const [file, verdict] of Object.entries(files)) {
    if (verdict !== 'cancelled')
      run.attempt(file, { tests: { test_one: verdict === 'failed' ? 'failed' : 'passed' } });
    run.verdict(file, verdict);
  }
  const red = Object.values(files).includes('failed');
  return recordFromEvents(run.finish({ exitCode: shard.exitCode ?? Number(red) }).events);
}

function start(files: readonly string[], shard: Shard): ScriptedRun {
  const { index, digest = DIGEST, after = 0 } = shard;
  return new ScriptedRun(files, {
    runId: shard.runId ?? `run-of-${index ?? 'all'}-${after}`,
    time: 1_000_000 + after * 1000,
    ...(index !== undefined && { shard: { index, total: 2, planDigest: digest } }),
  } as object);
}

const first = ran({ 'a.py': 'passed', 'b.py': 'passed' }, { index: 1 });
const second = ran({ 'c.py': 'passed' }, { index: 2 });

const problemsOf = (records: readonly RunRecord[], plan?: ExpectedPlan): readonly string[] =>
  mergeRecords(records, plan).problems.map(mergeProblemText);

describe('merging the records of all shards', () => {
  it('makes one green record of them', () => {
    const { record, problems, exitCode } = mergeRecords([first, second], plan);
    expect(problems).toEqual([]);
    expect(exitCode).toBe(0);
    expect(record.files.map(({ path, verdict }) => [path, verdict])).toEqual([
      ['a.py', 'passed'],
      ['b.py', 'passed'],
      ['c.py', 'passed'],
    ]);
    expect(record).toMatchObject({ complete: true, exitCode: 0, slots: 4, counts: { tests: { passed: 3 } } });
    expect(record).not.toHaveProperty('shard');
  });

  it('comes to the same whatever the order', () => {
    const records = [
      first,
      second,
      ran({ 'c.py': 'failed' }, { index: 2, after: -50 }),
      ran({ 'a.py': 'failed', 'x.py': 'passed' }),
    ];
    assert(
      property(array(nat(), { minLength: 4, maxLength: 4 }), (keys) => {
        const other = records
          .map((record, at) => ({ record, key: keys[at] ?? 0 }))
          .sort((a, b) => a.key - b.key);
        expect(
          mergeRecords(
            other.map(({ record }) => record),
            plan,
          ),
        ).toEqual(mergeRecords(records, plan));
      }),
    );
  });

  it('is red when a shard is', () => {
    const red = ran({ 'c.py': 'failed' }, { index: 2 });
    expect(mergeRecords([first, red], plan)).toMatchObject({
      exitCode: 1,
      problems: [],
      record: { exitCode: 1 },
    });
  });

  it.each([
    [[0, 5], 0],
    [[5, 5], 5],
    [[1, 4], 4],
    [[4, 3], 3],
    [[3, 2], 2],
  ])('takes the worst exit code of %j', ([one, two], expected) => {
    const records = [
      ran({ 'a.py': 'passed', 'b.py': 'passed' }, { index: 1, exitCode: one ?? 0 }),
      ran({ 'c.py': 'passed' }, { index: 2, exitCode: two ?? 0 }),
    ];
    expect(mergeRecords(records, plan).exitCode).toBe(expected);
  });

  it('counts only the newest run of a shard', () => {
    const older = ran({ 'c.py': 'failed' }, { index: 2, after: -100 });
    const { record, problems, exitCode } = mergeRecords([older, first, second], plan);
    expect(problems).toEqual([]);
    expect(exitCode).toBe(0);
    expect(record.counts.files).toMatchObject({ passed: 3, failed: 0 });
  });

  it('takes a run once of which it gets record and event log', () => {
    const killed: RunRecord = { ...first, complete: false, durationMs: 1 };
    for (const records of [
      [killed, first, second],
      [first, killed, second],
    ])
      expect(mergeRecords(records, plan).record.complete).toBe(true);
  });

  it('keeps what happened to the runs, in the order of time', () => {
    const notice = (message: string, time: number) =>
      ({ type: 'notice', level: 'info', message, time, project: '.' }) as const;
    const one: RunRecord = { ...first, notable: [notice('later', 20)] };
    const two: RunRecord = { ...second, notable: [notice('earlier', 10)] };
    const messages = mergeRecords([one, two], plan).record.notable.map(
      (event) => 'message' in event && event.message,
    );
    expect(messages).toEqual(['earlier', 'later']);
  });

  it('says all versions of a tool that differs between machines', () => {
    const one: RunRecord = { ...first, tools: { python: '3.12.1', pytest: '9.0' } };
    const two: RunRecord = { ...second, tools: { python: '3.11.0', pytest: '9.0' } };
    expect(mergeRecords([one, two]).record.tools).toEqual({ python: '3.11.0, 3.12.1', pytest: '9.0' });
  });

  it('gives the record of a single run back', () => {
    const run = ran({ 'a.py': 'failed' });
    expect(mergeRecords([run])).toEqual({ record: run, problems: [], exitCode: 1 });
  });

  it('cannot be done without any record', () => {
    expect(() => mergeRecords([])).toThrow('no record to merge');
  });
});

describe('a problem of a merge', () => {
  it('is a shard that never reported, with its files', () => {
    const { record, problems, exitCode } = mergeRecords([first], plan);
    expect(problems.map(mergeProblemText)).toEqual([
      'shard 2/2 has never reported; its files did not run:\n  c.py',
    ]);
    expect(exitCode).toBe(1);
    expect(record).toMatchObject({ complete: false, files: { 2: { path: 'c.py', state: 'not-run' } } });
    expect(record.notable).toMatchObject([{ type: 'notice', level: 'error' }]);
  });

  it('is a shard that never reported when there is no plan to know its files from', () => {
    expect(problemsOf([first])).toEqual(['shard 2/2 has never reported']);
  });

  it('is not a shard that has no files', () => {
    const withEmpty = { ...plan, shards: [...plan.shards, { index: 3, files: [] }] };
    const inThree = (record: RunRecord): RunRecord => ({
      ...record,
      shard: { index: record.shard?.index ?? 0, total: 3, planDigest: DIGEST },
    });
    expect(problemsOf([inThree(first), inThree(second)], withEmpty)).toEqual([]);
  });

  it('is each file that a killed run did not finish, or did not come to', () => {
    const run = start(['a.py', 'b.py'], { index: 1 }).attempt('b.py', { unfinished: true });
    const { problems, exitCode, record } = mergeRecords([recordFromEvents(run.events), second], plan);
    expect(problems.map(mergeProblemText)).toEqual([
      'a.py did not run: shard 1/2 ended before its turn',
      'b.py has no verdict: shard 1/2 ended while it was running',
    ]);
    expect(exitCode).toBe(1);
    expect(record.complete).toBe(false);
  });

  it('is not a file that a killed run had and another run finished', () => {
    const killed = start(['a.py', 'b.py'], { index: 1 }).attempt('a.py', { unfinished: true });
    const byHand = ran({ 'a.py': 'passed', 'b.py': 'passed' });
    expect(problemsOf([recordFromEvents(killed.events), second, byHand], plan)).toEqual([]);
  });

  it('is a file that two shards ran, and the red verdict is kept', () => {
    const twice = ran({ 'c.py': 'passed', 'a.py': 'failed' }, { index: 2, exitCode: 0 });
    const { problems, exitCode, record } = mergeRecords([first, twice], plan);
    expect(problems.map(mergeProblemText)).toEqual([
      'a.py ran more than once: passed in shard 1/2, failed in shard 2/2',
    ]);
    expect(exitCode).toBe(1);
    expect(record.files[0]).toMatchObject({ path: 'a.py', verdict: 'failed' });
  });

  it('is a shard of another plan', () => {
    const other = ran({ 'c.py': 'passed' }, { index: 2, digest: 'd2' });
    expect(problemsOf([first, other], plan)).toEqual(['shard 2/2 ran by the plan d2, not by d1']);
    expect(mergeRecords([first, other], plan).exitCode).toBe(1);
  });

  it('is shards of two plans when there is no plan to hold them to: the newest is right, unless more are of another', () => {
    const other = ran({ 'c.py': 'passed' }, { index: 2, digest: 'd2', after: 100 });
    expect(problemsOf([first, other])).toEqual(['shard 1/2 ran by the plan d1, not by d2']);
  });

  it('is a file that is not in the plan', () => {
    const more = ran({ 'c.py': 'passed', 'new.py': 'passed' }, { index: 2 });
    expect(problemsOf([first, more], plan)).toEqual(['new.py ran in shard 2/2, and is not in the plan']);
  });

  it('is a file of the plan that its shard did not have', () => {
    const less = ran({ 'a.py': 'passed' }, { index: 1 });
    expect(problemsOf([less, second], plan)).toEqual([
      'b.py did not run: it is in the plan of shard 1/2, which reported without it',
    ]);
  });

  it('does not make a message that nobody can read', () => {
    const files = Array.from({ length: 60 }, (_, index) => `tests/test_${index}.py`);
    const text = mergeProblemText({ kind: 'shard-missing', shard: '1/2', files });
    expect(text.split('\n')).toHaveLength(52);
    expect(text).toContain('and 10 more');
  });
});
