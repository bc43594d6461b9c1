import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createPlan, type Estimate, planText, type TestFile } from '@steadfast/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../command-context.js';
import { filesToRun } from './files-to-run.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'steadfast-shard-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const estimates: readonly Estimate[] = [
  { path: 'a.py', estimateMs: 3, basis: 'history' },
  { path: 'b.py', estimateMs: 2, basis: 'folder' },
  { path: 'c.py', estimateMs: 1, basis: 'none' },
];

const found = (...paths: readonly string[]): readonly TestFile[] =>
  paths.map((path) => ({ path, absolutePath: join(directory, path), estimateMs: 0 }));

const all = (): readonly TestFile[] => found('a.py', 'b.py', 'c.py');

function context(): CommandContext & { readonly stderr: PassThrough } {
  return { directory, environment: {}, stdout: new PassThrough(), stderr: new PassThrough() };
}

const said = ({ stderr }: { readonly stderr: PassThrough }): string => String(stderr.read() ?? '');

describe('the files of a run', () => {
  it('are all, with what is known of them; a mere guess is no expectation', async () => {
    const { files, shard } = await filesToRun(
      all(),
      estimates,
      { shard: undefined, plan: undefined },
      context(),
    );
    expect(files.map(({ path, estimateMs }) => [path, estimateMs])).toEqual([
      ['a.py', 3],
      ['b.py', 2],
      ['c.py', 0],
    ]);
    expect(shard).toBeUndefined();
  });

  it('are those of the shard, each file in one, with the digest told', async () => {
    const plan = createPlan(estimates, 2);
    const paths: string[] = [];
    for (const index of [1, 2]) {
      const around = context();
      const options = { shard: { index, total: 2 }, plan: undefined };
      const { files, shard } = await filesToRun(all(), estimates, options, around);
      expect(shard).toEqual({ index, total: 2, planDigest: plan.digest });
      expect(said(around)).toContain(plan.digest);
      paths.push(...files.map(({ path }) => path));
    }
    expect(paths.sort()).toEqual(['a.py', 'b.py', 'c.py']);
  });

  it('are exactly those of a given plan, and what differs from it is told', async () => {
    const plan = join(directory, 'plan.json');
    writeFileSync(plan, planText(createPlan(estimates, 1)));
    for (const name of ['a.py', 'b.py', 'new.py']) writeFileSync(join(directory, name), '');
    const around = context();
    const options = { shard: { index: 1, total: 1 }, plan };
    const { files } = await filesToRun(found('a.py', 'b.py', 'new.py'), estimates, options, around);
    expect(files.map(({ path }) => path)).toEqual(['a.py', 'b.py', 'c.py']);
    const text = said(around);
    expect(text).toContain('new.py appeared since the plan was made');
    expect(text).toContain('c.py vanished since the plan was made');
    expect(text).not.toContain('a.py');
  });

  it('cannot be those of a shard that the plan does not have, or of a plan without a shard', async () => {
    const plan = join(directory, 'plan.json');
    writeFileSync(plan, planText(createPlan(estimates, 2)));
    const run = (shard: { index: number; total: number } | undefined, path: string) =>
      filesToRun(all(), estimates, { shard, plan: path }, context());
    await expect(run({ index: 1, total: 3 }, plan)).rejects.toThrow('has 2 shards');
    await expect(run(undefined, plan)).rejects.toThrow('--shard has to say which');
    await expect(run({ index: 1, total: 2 }, join(directory, 'no.json'))).rejects.toThrow('cannot be read');
    writeFileSync(plan, '{}');
    await expect(run({ index: 1, total: 2 }, plan)).rejects.toThrow('is not a plan');
  });

  it.each(['../elsewhere/test_evil.py', '/elsewhere/test_evil.py'])(
    'are none that a plan has brought from elsewhere: %s',
    async (path) => {
      const plan = join(directory, 'plan.json');
      writeFileSync(plan, planText(createPlan([{ path, estimateMs: 1 }], 1)));
      const options = { shard: { index: 1, total: 1 }, plan };
      await expect(filesToRun(all(), estimates, options, context())).rejects.toThrow(
        `the plan names ${path}, which is outside of the project`,
      );
    },
  );

  it('may be beside those that were found, wherever these are', async () => {
    const plan = join(directory, 'plan.json');
    writeFileSync(plan, planText(createPlan([{ path: '../tests/gone.py', estimateMs: 1 }], 1)));
    const options = { shard: { index: 1, total: 1 }, plan };
    const { files } = await filesToRun(found('../tests/here.py'), estimates, options, context());
    expect(files.map(({ path }) => path)).toEqual(['../tests/gone.py']);
  });
});
