import { logger, readNxJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ciWorkflowGenerator } from './generator.js';

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

const GITHUB = '.github/workflows/steadfast.yml';
const GITLAB = '.gitlab/steadfast.gitlab-ci.yml';

async function generated(options: Parameters<typeof ciWorkflowGenerator>[1]): Promise<string> {
  await ciWorkflowGenerator(tree, { skipFormat: true, ...options });
  return tree.read(options.ci === 'github' ? GITHUB : GITLAB, 'utf8') ?? '';
}

it('runs a shard on each machine, merges their results, and keeps durations: GitHub', async () => {
  const workflow = await generated({ ci: 'github', shards: 3 });
  expect(workflow).toContain('matrix: { shard: [1, 2, 3] }');
  expect(workflow).toContain('nx affected -t test --shard=${{ matrix.shard }}/3');
  expect(workflow).toContain('npx steadfast merge .steadfast/shard-*.ndjson');
  expect(workflow).toContain('actions/cache/save@v4');
});

it('runs a shard on each machine, merges their results, and keeps durations: GitLab', async () => {
  const pipeline = await generated({ ci: 'gitlab' });
  expect(pipeline).toContain('parallel: 4');
  expect(pipeline).toContain('--shard=$CI_NODE_INDEX/$CI_NODE_TOTAL');
  expect(pipeline).toContain('npx steadfast merge .steadfast/shard-*.ndjson');
  expect(tree.read('.gitlab-ci.yml', 'utf8')).toBe(`include:\n  - local: ${GITLAB}\n`);
});

it('leaves a pipeline of the workspace alone, and says what to add to it', async () => {
  const warn = vi.spyOn(logger, 'warn').mockReturnValue();
  tree.write('.gitlab-ci.yml', 'build: {}\n');
  await generated({ ci: 'gitlab' });
  expect(tree.read('.gitlab-ci.yml', 'utf8')).toBe('build: {}\n');
  expect(warn).toHaveBeenCalledWith(expect.stringContaining(`- local: ${GITLAB}`));
  warn.mockRestore();
});

describe('a task for each test file', () => {
  it.each(['github', 'gitlab'] as const)(
    'adds the group of CI targets to nx.json, and runs it: %s',
    async (ci) => {
      expect(await generated({ ci, mode: 'atomized' })).toContain('nx affected -t test-ci');
      expect(readNxJson(tree)?.plugins).toEqual([
        { plugin: '@steadfast/nx', options: { targetName: 'test', ciTargetName: 'test-ci' } },
      ]);
    },
  );
});

it.each([
  ['uv.lock', 'uv sync --all-packages'],
  ['poetry.lock', 'poetry install'],
  ['requirements.txt', 'pip install -r requirements.txt'],
])('installs what %s says', async (file, command) => {
  tree.write(file, '');
  expect(await generated({ ci: 'github' })).toContain(command);
});

it('gives the same when it is asked again', async () => {
  const first = await generated({ ci: 'github' });
  expect(await generated({ ci: 'github' })).toBe(first);
});
