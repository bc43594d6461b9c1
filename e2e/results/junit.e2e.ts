import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJunit } from '../harness/junit.js';
import { createFolder, createProject } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { steadfast } from '../harness/steadfast.js';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** One of everything that pytest's report tells apart. */
const MIXED = `
import pytest, sys

def test_passes(record_property):
    record_property("key", "a <value>")
    print("to stdout")
    print("to stderr", file=sys.stderr)

def test_fails():
    assert 1 == 2, "bell \\x07"

@pytest.fixture
def broken():
    raise KeyError("x")

def test_setup(broken): pass

@pytest.fixture
def breaks_later():
    yield
    raise ValueError("later")

def test_teardown(breaks_later): pass

def test_skips(): pytest.skip("why <not>")

@pytest.mark.xfail(reason="known")
def test_xfails(): assert 0

@pytest.mark.xfail
def test_xpasses(): pass

@pytest.mark.xfail(strict=True)
def test_xpasses_strictly(): pass

class TestClass:
    class TestInner:
        @pytest.mark.parametrize("x", ["a[b]", "c::d", "é", "new\\nline", "'\\"<&>"])
        def test_parametrized(self, x): pass
`;

const MIXED_FILES = {
  'tests/unit/test_mixed.py': MIXED,
  'tests/test_broken.py': 'import no_such_module\n',
  'tests/test_skipped.py': 'import pytest\npytest.skip("all of it", allow_module_level=True)\n',
};

describe("the JUnit report has the same tests, outcomes and class names as pytest's own", () => {
  it.each(['formula', 'ledger', 'warehouse'])('on the example %s', async (example) => {
    using project = createFolder({});
    cpSync(join(EXAMPLES, example), project.root, { recursive: true });
    await pytest(['--junitxml=theirs.xml'], project.root);
    const run = await steadfast(['--junitxml', 'ours.xml'], { cwd: project.root });
    expect(run.exitCode).toBe(0);
    expect(named(project.path('ours.xml'))).toEqual(named(project.path('theirs.xml')));
  });

  it.each(['xunit2', 'xunit1'])(
    'on one of everything, with file and line as the family %s has them',
    async (family) => {
      using project = createProject(MIXED_FILES);
      const words = ['-o', `junit_family=${family}`, '--continue-on-collection-errors'];
      await pytest([...words, '--junitxml=theirs.xml'], project.root);
      await steadfast([...words, '--junitxml', 'ours.xml'], { cwd: project.root });
      const theirs = named(project.path('theirs.xml'));
      expect(theirs.length).toBeGreaterThan(12);
      expect(named(project.path('ours.xml'))).toEqual(theirs);
    },
  );

  it('and the same properties and captured output', async () => {
    using project = createProject({ 'test_a.py': MIXED });
    const words = ['-o', 'junit_logging=out-err', '-k', 'test_passes'];
    await pytest([...words, '--junitxml=theirs.xml'], project.root);
    await steadfast([...words, '--junitxml', 'ours.xml'], { cwd: project.root });
    const [ours] = readJunit(project.path('ours.xml'));
    const [theirs] = readJunit(project.path('theirs.xml'));
    const plain = (text = ''): string =>
      text.replaceAll(' />', '/>').replaceAll('&#60;', '&lt;').replaceAll('&#62;', '&gt;');
    expect(plain(ours?.content)).toBe(plain(theirs?.content));
    expect(ours?.content).toContain('to stdout');
  });
});

function named(path: string) {
  return readJunit(path).map(({ classname, name, file, line, outcome }) => ({
    classname,
    name,
    file,
    line,
    outcome,
  }));
}

describe('a file that has no tests to show', () => {
  it('is an error case of its own: missing, crashed or timed out', async () => {
    using project = createProject({
      'test_crash.py': 'import os\nos._exit(0)\n',
      'test_hang.py': 'import time\n\ndef test_quick(): pass\n\ndef test_hang(): time.sleep(60)\n',
    });
    const words = ['test_crash.py', 'test_hang.py', 'test_gone.py', '--junitxml', 'out/junit.xml'];
    const run = await steadfast([...words, '--file-timeout', '2s', '--grace', '1s'], { cwd: project.root });
    expect(run.exitCode).toBe(1);
    expect(
      readJunit(project.path('out/junit.xml')).map(({ classname, name, outcome }) => [
        classname,
        name,
        outcome,
      ]),
    ).toEqual([
      ['test_crash', 'test_crash.py', 'error'],
      ['test_gone', 'test_gone.py', 'error'],
      ['test_hang', 'test_hang.py', 'error'],
      ['test_hang', 'test_quick', 'passed'],
    ]);
  });
});
