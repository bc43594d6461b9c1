import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Cancellation, createPlan, planText, recordFromEvents, type RunEvent } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../main.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'steadfast-merge-'));
  writeFileSync(join(directory, 'pytest.ini'), '[pytest]\n');
  writeFileSync(join(directory, 'plan.json'), planText(plan));
  save('coverage.db', 'SQLite format 3\0');
  save('1.json', JSON.stringify(recordFromEvents(shard(1, 'passed').events)));
  // Of the other shard there is only the event log.
  save(
    '2.ndjson',
    `${shard(2, 'failed')
      .events.map((event) => JSON.stringify(event))
      .join('\n')}\n`,
  );
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const plan = createPlan(
  [
    { path: 'a.py', estimateMs: 2 },
    { path: 'b.py', estimateMs: 1 },
  ],
  2,
);

function shard(index: 1 | 2, outcome: 'passed' | 'failed'): ScriptedRun {
  const file = index === 1 ? 'a.py' : 'b.py';
  const identity = { runId: `run-${index}`, shard: { index, total: 2, planDigest: plan.digest } };
  return new ScriptedRun([file], identity)
    .attempt(file, { outcome, tests: { test_one: outcome } })
    .verdict(file, outcome)
    .finish({ exitCode: outcome === 'passed' ? 0 : 1 });
}

function save(name: string, text: string): void {
  writeFileSync(join(directory, name), text);
}

const read = (name: string): string => readFileSync(join(directory, name), 'utf8');

async function merge(...words: readonly string[]): Promise<{ exitCode: number; said: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context = { directory, environment: {}, stdout, stderr };
  const exitCode = await execute(['merge', ...words], context, new Cancellation());
  return { exitCode, said: `${String(stdout.read() ?? '')}${String(stderr.read() ?? '')}` };
}

describe('steadfast merge', () => {
  it('makes one result of records and event logs', async () => {
    const outputs = ['--record', 'all.json', '--junitxml', 'all.xml', '--durations-file', 'durations.json'];
    const { exitCode, said } = await merge('1.json', '2.ndjson', '--plan', 'plan.json', ...outputs);
    expect(exitCode).toBe(1);
    expect(said).toContain('Files: 1 failed, 1 passed. Tests: 1 failed, 1 passed.');
    expect(JSON.parse(read('all.json'))).toMatchObject({ complete: true, exitCode: 1 });
    expect(read('all.xml')).toContain('tests="2"');
    expect(read('durations.json')).toContain('"a.py": [[1002,1500]]');
    expect(JSON.parse(read('.pytest_cache/v/cache/lastfailed'))).toEqual({ 'b.py::test_one': true });
  });

  it('leaves durations alone that nobody named', async () => {
    await merge('1.json', '2.ndjson');
    expect(existsSync(join(directory, '.steadfast'))).toBe(false);
  });

  it('does not remember what runs of some tests only took', async () => {
    const [started, ...others] = shard(1, 'passed').events;
    save('1.json', JSON.stringify(recordFromEvents([{ ...started, filtered: true } as RunEvent, ...others])));
    const { said } = await merge('1.json', '--durations-file', 'durations.json', '--record', 'all.json');
    expect(said).toContain('runs of some tests only');
    expect(existsSync(join(directory, 'durations.json'))).toBe(false);
    expect(JSON.parse(read('all.json'))).toMatchObject({ filtered: true });

    await merge('1.json', '2.ndjson', '--durations-file', 'durations.json');
    expect(read('durations.json')).toContain('"b.py"');
    expect(read('durations.json')).not.toContain('"a.py"');
  });

  it('is red when a shard never reported, and names its files', async () => {
    const { exitCode, said } = await merge('1.json', '--plan', 'plan.json');
    expect(exitCode).toBe(1);
    expect(said).toContain('shard 2/2 has never reported; its files did not run:\n  b.py');
  });

  it('is red when a record cannot be read, and merges the others', async () => {
    save('2.ndjson', `${JSON.stringify(shard(2, 'passed').events[0])}\nnonsense\n`);
    const { exitCode, said } = await merge('1.json', '2.ndjson', '--record', 'all.json');
    expect(exitCode).toBe(1);
    expect(said).toContain('2.ndjson, line 2: it is not JSON');
    expect(JSON.parse(read('all.json'))).toMatchObject({ files: [{ path: 'a.py' }] });
  });

  it.each([
    ['nothing', [], 'needs the records of runs'],
    ['data of coverage alone', ['coverage.db'], 'needs the records of runs'],
    ['a file that does not exist', ['no.json'], 'no.json does not exist'],
    ['a plan that is none', ['1.json', '--plan', '1.json'], 'is not a plan'],
    ['an option of pytest', ['1.json', '-k', 'x'], '-k is not an option of steadfast merge'],
  ])('refuses %s', async (_what, words, message) => {
    const { exitCode, said } = await merge(...words);
    expect(exitCode).toBe(4);
    expect(said).toContain(message);
  });
});
