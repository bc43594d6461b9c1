import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trivialFiles } from '../harness/project.js';
import { readJson } from '../harness/steadfast.js';
import { circleci } from './circleci.js';
import { githubActions } from './github-actions.js';
import { gitlab } from './gitlab.js';
import { play } from './pipeline.js';

let stores: string;
beforeEach(() => {
  stores = mkdtempSync(join(tmpdir(), 'steadfast-ci-'));
});
afterEach(() => {
  rmSync(stores, { recursive: true, force: true });
});

/** A file that some job has kept, wherever it is. */
function kept(name: string): string {
  const found = readdirSync(stores, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(name),
  );
  if (found === undefined) throw new Error(`No job has kept ${name}.`);
  return join(stores, found);
}

const files = trivialFiles(8);

describe.each([
  ['GitHub Actions', githubActions],
  ['GitLab CI', gitlab],
  ['CircleCI', circleci],
])('the example for %s', (_name, pipeline) => {
  it('runs every file once, in four shards, and makes one result of them', async () => {
    expect(await play(pipeline(), files, stores)).toEqual({ plan: true, test: true, merge: true });
    const record = readJson(kept('record.json')) as {
      readonly files: readonly { readonly path: string; readonly verdict: string }[];
    };
    expect(record.files.map(({ path, verdict }) => [path, verdict])).toEqual(
      Object.keys(files)
        .sort()
        .map((path) => [path, 'passed']),
    );
    expect(readFileSync(kept('junit.xml'), 'utf8').match(/<testcase /g)).toHaveLength(16);
    const durations = readFileSync(kept('durations.json'), 'utf8');
    for (const path of Object.keys(files)) expect(durations).toContain(path);
  });

  it('is red, with a whole report, when a test fails', async () => {
    const broken = { ...files, 'tests/test_003.py': 'def test_one():\n    assert False\n' };
    const results = await play(pipeline(), broken, stores);
    expect(results).toMatchObject({ plan: true, merge: false });
    expect(readFileSync(kept('junit.xml'), 'utf8').match(/<testcase /g)).toHaveLength(15);
  });

  it('is red when a machine never reports, and names its files', async () => {
    const results = await play(pipeline(), files, stores, { lostNode: 2 });
    expect(results).toEqual({ plan: true, test: false, merge: false });
    const plan = readJson(kept('plan.json')) as {
      readonly shards: readonly { readonly files: readonly { readonly path: string }[] }[];
    };
    const lost = plan.shards[2]?.files.map(({ path }) => path) ?? [];
    expect(lost).not.toHaveLength(0);
    const record = readFileSync(kept('record.json'), 'utf8');
    expect(record).toContain('shard 3/4 has never reported');
    for (const path of lost) expect(record).toContain(path);
    expect(existsSync(kept('junit.xml'))).toBe(true);
  });
});
