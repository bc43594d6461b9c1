import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { ofType, steadfast } from '../harness/steadfast.js';

const PASSES = 'def test_it():\n    pass\n';
/** A file that must not even be imported. */
const BROKEN = 'raise RuntimeError("imported")\n';

describe.each(['spawn', 'project'] as const)('%s', (isolation) => {
  async function testsRun(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
    using project = createProject(files);
    const { events, exitCode, output } = await steadfast(words, { cwd: project.root, isolation });
    const tests = ofType(events, 'test-finished').map(({ test }) => `${test.id} ${test.outcome}`);
    return { tests: tests.sort(), exitCode, output };
  }

  it('leaves out what a conftest or a plugin ignores, without importing it', async () => {
    const { tests, exitCode } = await testsRun({
      'conftest.py': 'collect_ignore = ["test_old.py", "legacy"]\ncollect_ignore_glob = ["*_py2.py"]\n',
      'test_new.py': PASSES,
      'test_old.py': BROKEN,
      'legacy/test_a.py': BROKEN,
      'sub/test_b_py2.py': BROKEN,
      'sub/deep/conftest.py':
        'def pytest_ignore_collect(collection_path):\n    return collection_path.name == "test_c.py" or None\n',
      'sub/deep/test_c.py': BROKEN,
      'sub/deep/test_d.py': PASSES,
    });
    expect(tests).toEqual(['sub/deep/test_d.py::test_it passed', 'test_new.py::test_it passed']);
    expect(exitCode).toBe(0);
  });

  it('runs an ignored file that is named, and the content of a folder that is', async () => {
    const files = {
      'conftest.py': 'collect_ignore = ["test_old.py"]\n',
      'test_old.py': PASSES,
      'build/test_a.py': PASSES,
      'build/build/test_b.py': PASSES,
    };
    const { tests } = await testsRun(files, 'test_old.py', 'build');
    expect(tests).toEqual(['build/test_a.py::test_it passed', 'test_old.py::test_it passed']);
  });

  it.skipIf(process.platform === 'win32')('runs files of any name', async () => {
    const names = [
      'test_a b.py',
      "test_it's.py",
      'test_"q".py',
      'test_ünï✨.py',
      'dir [x]/test_y.py',
      'test_z[1].py',
      'test_a::b.py',
      'test_new\nline.py',
    ];
    const { tests, exitCode } = await testsRun(Object.fromEntries(names.map((name) => [name, PASSES])));
    expect(tests).toEqual(names.map((name) => `${name}::test_it passed`).sort());
    expect(exitCode).toBe(0);
  });
});
