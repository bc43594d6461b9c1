import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { ofType, steadfast } from '../harness/steadfast.js';

function testFile(index: number, fails: boolean): string {
  return `
import os
import pytest

def test_counts(cache):
    cache.set("app/file${index}", cache.get("app/file${index}", 0) + 1)

def test_fails():
    assert ${fails ? 'os.path.exists("fixed")' : 'True'}

@pytest.mark.parametrize("x", ["é😀", "a b"])
def test_parametrized(x):
    assert ${fails ? 'os.path.exists("fixed")' : 'True'}

@pytest.mark.skip
def test_skipped(): pass

class TestClass:
    def test_method(self, cache):
        (cache.mkdir("folder${index}") / "file").write_text("text")
`;
}

/** From deeper rungs a red file has one more attempt, which proves it. */
const ONE_ATTEMPT = 'pytest';

const FILES = {
  'tests/test_1.py': testFile(1, false),
  'tests/test_2.py': testFile(2, true),
  'tests/test_3.py': testFile(3, true),
  'tests/test_4.py': testFile(4, false),
  'tests/test_broken.py': 'import no_such_module\n',
};

/** Every file of the cache with its content; dates differ from run to run. */
function cacheOf(project: Project, folder = '.pytest_cache'): Record<string, string> {
  const root = project.path(folder);
  if (!existsSync(root)) return {};
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  );
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

describe("pytest's cache after a run", () => {
  it('is what one pytest would have left, run after run', async () => {
    using ours = createProject(FILES);
    using theirs = createProject(FILES);
    const both = async (...words: readonly string[]): Promise<void> => {
      await Promise.all([
        pytest([...words, '--continue-on-collection-errors'], theirs.root),
        steadfast(words, { cwd: ours.root }),
      ]);
      expect(cacheOf(ours), words.join(' ')).toEqual(cacheOf(theirs));
    };
    await both();
    await both('--lf');
    await both('-k', 'test_counts');
    for (const project of [ours, theirs])
      project.write({ fixed: '', 'tests/test_broken.py': 'def test_ok(): pass\n' });
    await both('tests/test_2.py');
    await both('tests/test_broken.py');
    await both('--lf');
    await both('--ff', '--nf');
    await both('--cache-clear', 'tests/test_1.py');
    expect(cacheOf(ours)).toMatchObject({ 'v/app/file1': '1' });
  });

  it('is where the project wants it, and not there with -p no:cacheprovider', async () => {
    using project = createProject({ 'test_a.py': 'def test_a(): assert 0\n' });
    await steadfast(['-p', 'no:cacheprovider'], { cwd: project.root });
    expect(cacheOf(project)).toEqual({});
    await steadfast(['-o', 'cache_dir=elsewhere'], { cwd: project.root });
    expect(cacheOf(project, 'elsewhere')['v/cache/lastfailed']).toContain('test_a.py::test_a');
    expect(cacheOf(project)).toEqual({});
  });

  it('remembers a file that crashed, with the test that was running', async () => {
    using project = createProject({
      'test_a.py': 'import os\n\ndef test_a(): pass\n\ndef test_b(): os._exit(1)\n',
    });
    await steadfast([], { cwd: project.root });
    expect(JSON.parse(cacheOf(project)['v/cache/lastfailed'] ?? '')).toEqual({ 'test_a.py::test_b': true });
  });
});

describe('--lf', () => {
  it('starts only files with failed tests, and runs only these', async () => {
    using project = createProject(FILES);
    await steadfast([], { cwd: project.root });
    const run = await steadfast(['--lf'], { cwd: project.root, isolation: ONE_ATTEMPT });
    expect(
      ofType(run.events, 'attempt-started')
        .map(({ file }) => file)
        .sort(),
    ).toEqual(['tests/test_2.py', 'tests/test_3.py', 'tests/test_broken.py']);
    expect(ofType(run.events, 'test-finished')).toHaveLength(7);
  });

  it('runs all without known failures, or nothing with --lfnf none', async () => {
    using project = createProject({ 'test_a.py': 'def test_a(): pass\n' });
    expect((await steadfast(['--lf'], { cwd: project.root })).exitCode).toBe(0);
    expect((await steadfast(['--lf', '--lfnf', 'none'], { cwd: project.root })).exitCode).toBe(5);
  });
});

describe('--ff and --nf', () => {
  it('start what failed last first, then what was never seen', async () => {
    using project = createProject({
      'test_1.py': 'def test_a(): pass\n',
      'test_2.py': 'def test_a(): assert 0\n',
    });
    await steadfast([], { cwd: project.root });
    project.write({ 'test_3.py': 'def test_a(): pass\n' });
    const run = await steadfast(['--ff', '--nf', '-j', '1'], { cwd: project.root, isolation: ONE_ATTEMPT });
    expect(ofType(run.events, 'attempt-started').map(({ file }) => file)).toEqual([
      'test_2.py',
      'test_3.py',
      'test_1.py',
    ]);
  });
});

describe('--sw', () => {
  it('goes on from the test that failed last, file by file', async () => {
    using project = createProject({
      'test_1.py': 'def test_a(): pass\n',
      'test_2.py':
        'import os\n\ndef test_a(): pass\n\ndef test_b(): assert os.path.exists("fixed")\n\ndef test_c(): pass\n',
      'test_3.py': 'def test_a(): assert 0\n',
    });
    const tests = async (...words: readonly string[]): Promise<readonly string[]> => {
      const run = await steadfast(['--sw', ...words], { cwd: project.root, isolation: ONE_ATTEMPT });
      return ofType(run.events, 'test-finished').map(({ test }) => `${test.id} ${test.outcome}`);
    };
    expect(await tests()).toEqual([
      'test_1.py::test_a passed',
      'test_2.py::test_a passed',
      'test_2.py::test_b failed',
    ]);
    expect(await tests()).toEqual(['test_2.py::test_b failed']);
    expect(await tests('--sw-skip')).toEqual([
      'test_2.py::test_b failed',
      'test_2.py::test_c passed',
      'test_3.py::test_a failed',
    ]);
    project.write({ fixed: '' });
    expect(await tests()).toEqual(['test_3.py::test_a failed']);
    expect(await tests('--sw-reset')).toHaveLength(5);
  });
});
