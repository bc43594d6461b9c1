import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan, RunEvent, RunRecord } from '@steadfast/core';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project, trivialFiles } from '../harness/project.js';
import { ofType, readJson, STEADFAST } from '../harness/steadfast.js';

const SHARDS = ['1/4', '2/4', '3/4', '4/4'] as const;

/** A test that waits when the environment names its file: somebody will kill its runner. */
const TEST_THAT_CAN_BE_HELD = [
  'import os, time',
  '',
  'def test_one():',
  '    if os.path.basename(__file__) == os.environ.get("HOLD"):',
  '        time.sleep(120)',
  '',
].join('\n');

const files = Object.fromEntries(Object.keys(trivialFiles(12)).map((path) => [path, TEST_THAT_CAN_BE_HELD]));

function command(project: Project, args: readonly string[], env: Record<string, string> = {}) {
  return execa(process.execPath, [STEADFAST, ...args], {
    cwd: project.root,
    env: { CI: 'true', FORCE_COLOR: '0', ...env },
    reject: false,
    stdin: 'ignore',
  });
}

/** One slot: the files of a shard run in the order of their paths. */
const runShard = (project: Project, shard: string, log: string, env: Record<string, string> = {}) =>
  command(
    project,
    ['--shard', shard, '--plan', 'plan.json', '--events', log, '-j', '1', '--progress', 'none'],
    env,
  );

function readLog(path: string): RunEvent[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as RunEvent);
  } catch {
    return [];
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(50);
}

describe('four shards in four processes', () => {
  it('come to one result; the files of a killed shard are named, and a rerun of it makes the whole green', async () => {
    using project = createProject(files);
    const log = (name: string): string => project.path('results', `${name}.ndjson`);
    const merge = (...names: readonly string[]) =>
      command(project, ['merge', ...names.map(log), '--plan', 'plan.json', '--record', 'merged.json']);

    const planned = await command(project, [
      'plan',
      '--shards',
      '4',
      '--format',
      'json',
      '--output',
      'plan.json',
    ]);
    expect(planned.exitCode, planned.stderr).toBe(0);
    const plan = readJson(project.path('plan.json')) as Plan;
    const [done, held, waiting] = plan.shards[2]?.files.map(({ path }) => path) ?? [];

    const [, , third] = await Promise.all(
      SHARDS.map(async (shard, index) => {
        const env = { HOLD: held?.split('/').at(-1) ?? '' };
        const run = runShard(project, shard, log(`first-${index + 1}`), env);
        if (shard === '3/4') {
          const isHeld = (): boolean =>
            ofType(readLog(log('first-3')), 'attempt-started').some(({ file }) => file === held);
          await until(isHeld);
          run.kill('SIGKILL');
        }
        return run;
      }),
    );
    expect(third?.signal).toBe('SIGKILL');

    const red = await merge('first-1', 'first-2', 'first-3', 'first-4');
    expect(red.exitCode).toBe(1);
    const said = `${red.stdout}\n${red.stderr}`;
    expect(said).toContain(`${String(held)} has no verdict`);
    expect(said).toContain(`${String(waiting)} did not run`);
    expect(said).not.toContain(`${String(done)} `);
    expect(readJson(project.path('merged.json'))).toMatchObject({ complete: false, exitCode: 1 });

    const again = await runShard(project, '3/4', log('second-3'));
    expect(again.exitCode, again.stderr).toBe(0);
    // The log of the killed run is still there, as CI keeps artifacts.
    const green = await merge('first-1', 'first-2', 'first-3', 'second-3', 'first-4');
    expect(green.exitCode, green.stderr).toBe(0);
    const merged = readJson(project.path('merged.json')) as RunRecord;
    expect(merged.complete).toBe(true);
    expect(merged.files.map(({ path, verdict }) => [path, verdict])).toEqual(
      Object.keys(files).map((path) => [path, 'passed']),
    );
  });

  it('need no plan file: each makes the same plan, and merge holds them to each other', async () => {
    using project = createProject(files);
    const logs = SHARDS.map((shard) => project.path('results', `${shard.replace('/', '-')}.ndjson`));
    const runs = await Promise.all(
      SHARDS.map((shard, index) =>
        command(project, [
          '--shard',
          shard,
          '--events',
          logs[index] ?? '',
          '-j',
          '1',
          '--progress',
          'none',
          '--durations-file',
          `durations-${index}.json`,
        ]),
      ),
    );
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    const started = logs.flatMap((path) => ofType(readLog(path), 'run-started'));
    expect(new Set(started.map(({ shard }) => shard?.planDigest)).size).toBe(1);
    for (const [index, { shard }] of started.entries())
      expect(`${runs[index]?.stdout ?? ''}${runs[index]?.stderr ?? ''}`).toContain(shard?.planDigest);
    expect(started.flatMap(({ files }) => files.map(({ path }) => path)).sort()).toEqual(Object.keys(files));

    expect((await command(project, ['merge', ...logs])).exitCode).toBe(0);
    const short = await command(project, ['merge', ...logs.slice(1)]);
    expect(short.exitCode).toBe(1);
    expect(`${short.stdout}${short.stderr}`).toContain('shard 1/4 has never reported');
  });

  it.each(['0/4', '5/4', 'x', '1/0'])('cannot be %s', async (shard) => {
    using project = createProject(files);
    const { exitCode, stderr } = await command(project, ['--shard', shard, '--events', 'log.ndjson']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('--shard');
    expect(readLog(project.path('log.ndjson'))).toEqual([]);
  });
});
