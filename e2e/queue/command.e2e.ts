import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServer } from './redis-server.js';

const REPOSITORY = join(import.meta.dirname, '../..');
const STEADFAST = `${process.execPath} ${join(REPOSITORY, 'packages/cli/bin/steadfast.js')}`;

let server: RedisServer;
let folder: string;

beforeAll(async () => {
  server = await RedisServer.start();
  folder = mkdtempSync(join(tmpdir(), 'steadfast-nodes-'));
  mkdirSync(join(folder, 'tests'));
  writeFileSync(join(folder, 'pytest.ini'), '');
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    writeFileSync(join(folder, 'tests', `test_${name}.py`), 'def test_it():\n    pass\n');
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a line of shell as CI would, with `npx steadfast` being the one of this repository. */
async function sh(line: string, variables: Readonly<Record<string, string>> = {}) {
  const env = {
    STEADFAST_QUEUE: server.url,
    CI_NODE_INDEX: undefined,
    CI_NODE_TOTAL: undefined,
    ...variables,
  };
  return execa('sh', ['-c', line.replaceAll('npx steadfast', STEADFAST)], {
    cwd: folder,
    env,
    all: true,
    reject: false,
  });
}

/** The lines of an example in docs/queue.md that call steadfast. */
function documented(example: string): readonly string[] {
  const text = readFileSync(join(REPOSITORY, 'docs/queue.md'), 'utf8');
  const section = text.slice(text.indexOf(`\n${example}`, text.indexOf('## Examples')));
  const lines = section.slice(0, section.indexOf('```\n', section.indexOf('```yaml') + 8)).split('\n');
  return lines.flatMap((line) => /npx steadfast .*?(?='\]$|$)/.exec(line)?.[0] ?? []);
}

describe('an example of docs/queue.md', () => {
  it.each([
    [
      'GitLab',
      { GITLAB_CI: 'true', CI_PIPELINE_ID: '12' },
      (at: number) => ({ CI_JOB_NAME: `test ${at}/2`, CI_NODE_INDEX: `${at}`, CI_NODE_TOTAL: '2' }),
    ],
    [
      'Buildkite',
      { BUILDKITE_BUILD_ID: '0191' },
      (at: number) => ({ BUILDKITE_PARALLEL_JOB: `${at - 1}`, BUILDKITE_PARALLEL_JOB_COUNT: '2' }),
    ],
    ['Kubernetes', { BUILD_ID: '4711' }, (at: number) => ({ JOB_COMPLETION_INDEX: `${at - 1}` })],
  ] as const)('%s: every file is run by one of the nodes', async (service, common, ofNode) => {
    const [run = '', merge = 'npx steadfast merge --build 4711'] = documented(service);
    const nodes = await Promise.all([1, 2].map(async (at) => sh(run, { ...common, ...ofNode(at) })));
    expect(
      nodes.map(({ exitCode }) => exitCode),
      nodes.map(({ all }) => all).join('\n'),
    ).toEqual([0, 0]);
    const counts = nodes.map(({ all }) => Number(/Files: (\d+) passed/.exec(all)?.[1] ?? 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    const merged = await sh(merge, common);
    expect(merged.all).toContain('6 files, 6 passed.');
    expect(merged.exitCode).toBe(0);
  });
});

describe('steadfast run --queue', () => {
  it('of a fork without the secret runs its shard, and says so', async () => {
    const { all, exitCode } = await sh('npx steadfast run --shard 1/2', { STEADFAST_QUEUE: '' });
    expect(all).toContain('a fork, which has no secrets. Running shard 1/2 instead.');
    // How many files that are depends on what those of the tests before took.
    expect(all).toMatch(/Files: \d+ passed/);
    expect(exitCode).toBe(0);
  });

  it('that does not know its shard does not guess', async () => {
    const { all, exitCode } = await sh('npx steadfast run', { STEADFAST_QUEUE: '' });
    expect(all).toContain('does not know which shard it is');
    expect(exitCode).toBe(3);
  });

  it('with other files than the build ends with 4 and names them', async () => {
    await sh('npx steadfast run --build other');
    const { all, exitCode } = await sh('npx steadfast run --build other tests/test_a.py');
    expect(all).toContain('only in the build: tests/test_b.py');
    expect(exitCode).toBe(4);
  });

  it('a red build is red as a whole, and a rerun runs its red file only', async () => {
    writeFileSync(
      join(folder, 'tests/test_red.py'),
      'import os\n\ndef test_red():\n    assert os.environ.get("FIXED")\n',
    );
    const run = 'npx steadfast run --build red --shard 1/1';
    expect((await sh(run)).exitCode).toBe(1);
    const merged = await sh('npx steadfast merge --build red');
    expect(merged.all).toContain('tests/test_red.py: failed (node 1/1)');
    expect(merged.exitCode).toBe(1);
    const rerun = await sh(run, { FIXED: '1' });
    expect(rerun.all).toContain('Files: 1 passed');
    expect((await sh('npx steadfast merge --build red')).exitCode).toBe(0);
    const status = await sh('npx steadfast queue status --build red --format json');
    expect(JSON.parse(status.stdout)).toMatchObject({
      generation: 2,
      counts: { passed: 7 },
      red: [],
      unfinished: [],
    });
    rmSync(join(folder, 'tests/test_red.py'));
  });
});
