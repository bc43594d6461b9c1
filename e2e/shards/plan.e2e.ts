import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { readJson, STEADFAST } from '../harness/steadfast.js';

const TWO_TESTS = 'def test_one(): pass\n\ndef test_two(): pass\n';

function steadfast(project: Project, ...args: readonly string[]) {
  return execa(process.execPath, [STEADFAST, ...args], {
    cwd: project.root,
    env: { CI: 'true', FORCE_COLOR: '0' },
    reject: false,
    stdin: 'ignore',
  });
}

/** Files of one second each, as an earlier run would have left them. */
function remember(project: Project, paths: readonly string[]): void {
  mkdirSync(project.path('.steadfast'), { recursive: true });
  const durations = Object.fromEntries(paths.map((path) => [path, 1]));
  writeFileSync(project.path('.steadfast/durations.json'), JSON.stringify(durations));
}

describe('steadfast plan', () => {
  it('shows a table, and takes as many shards as the target needs', async () => {
    const paths = Array.from({ length: 10 }, (_, index) => `tests/test_${index}.py`);
    using project = createProject(Object.fromEntries(paths.map((path) => [path, TWO_TESTS])));
    remember(project, paths);
    const { exitCode, stdout, stderr } = await steadfast(
      project,
      'plan',
      '--shards',
      'auto',
      '--target',
      '5s',
    );
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('2 shards, the largest takes 5.00s');
    expect(stdout).toMatch(/^ *1\/2 +5 +10 +5\.00s$/m);
    expect(stdout).toMatch(/^ *2\/2 +5 +10 +5\.00s$/m);

    const tooLow = await steadfast(project, 'plan', '--shards', 'auto', '--target', '100ms');
    expect(tooLow.stderr).toContain('more would not help');
  });

  it('makes a matrix that GitHub takes as the output of a job, also of 5,000 files', async () => {
    const paths = Array.from(
      { length: 5000 },
      (_, index) => `services/payments/tests/integration/test_${String(index)}.py`,
    );
    using project = createProject(Object.fromEntries(paths.map((path) => [path, TWO_TESTS])));
    remember(project, paths);
    const matrix = await steadfast(project, 'plan', '--shards', '256', '--format', 'github-matrix');
    expect(matrix.exitCode, matrix.stderr).toBe(0);
    expect(matrix.stdout).not.toContain('\n');
    // All outputs of a job together may have 1 MB: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
    expect(Buffer.byteLength(matrix.stdout)).toBeLessThan(100_000);
    const { include } = JSON.parse(matrix.stdout) as { include: { shard: string; files: number }[] };
    expect(include).toHaveLength(256);
    expect(include.reduce((sum, { files }) => sum + files, 0)).toBe(5000);
    const tooMany = await steadfast(project, 'plan', '--shards', '257', '--format', 'github-matrix');
    expect(tooMany.exitCode).toBe(4);
    expect(tooMany.stderr).toContain('at most 256 jobs');
  });
});

describe('a run of some tests only', () => {
  it('is not remembered as what its files take, neither by itself nor by merge', async () => {
    using project = createProject({ 'tests/test_a.py': TWO_TESTS });
    const narrow = await steadfast(project, '-k', 'one', '--record', 'narrow.json');
    expect(narrow.exitCode, narrow.stderr).toBe(0);
    await steadfast(project, 'merge', 'narrow.json', '--durations-file', 'durations.json');
    expect(existsSync(project.path('durations.json'))).toBe(false);
    await steadfast(project, 'tests/test_a.py::test_one');
    expect(existsSync(project.path('.steadfast/durations.json'))).toBe(false);

    await steadfast(project, '--record', 'whole.json');
    await steadfast(project, 'merge', 'whole.json', '--durations-file', 'durations.json');
    expect(Object.keys(readJson(project.path('durations.json')) as object)).not.toEqual([]);
    expect(existsSync(project.path('.steadfast/durations.json'))).toBe(true);
  });
});
