import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { ofType, steadfast, STEADFAST } from '../harness/steadfast.js';

/** Makes a test of every `.check` file: it passes when the file is empty. */
const COLLECTOR = `
import pytest

class Check(pytest.File):
    def collect(self):
        yield Item.from_parent(self, name="empty")

class Item(pytest.Item):
    def runtest(self):
        assert self.path.read_text() == ""

def collect(parent, file_path):
    if file_path.suffix == ".check":
        return Check.from_parent(parent, path=file_path)
`;
const HOOK = `${COLLECTOR}\npytest_collect_file = collect\n`;
const FILES = { 'tests/test_it.py': 'def test_it(): pass\n', 'tests/a.check': '', 'tests/b.check': 'x' };

describe('files that a conftest or a plugin collects', () => {
  it.each([
    ['a conftest', { 'tests/conftest.py': HOOK }],
    ['a plugin of the project', { 'conftest.py': 'pytest_plugins = ["my.checks"]\n', 'my/checks.py': HOOK }],
    [
      'a plugin in addopts',
      { 'pytest.ini': '[pytest]\naddopts = -p checks\npythonpath = lib\n', 'lib/checks.py': HOOK },
    ],
  ])('of %s run', async (_, more) => {
    using project = createProject({ ...FILES, ...more });
    const plain = await pytest(['-q'], project.root);
    expect(plain.stdout).toMatch(/1 failed.*2 passed/);
    const first = await steadfast([], { cwd: project.root });
    expect(first.verdicts, first.output).toEqual({
      'tests/test_it.py': 'passed',
      'tests/a.check': 'passed',
      'tests/b.check': 'failed',
    });
    expect(first.exitCode).toBe(plain.exitCode);

    // What pytest said is kept until something changes: a file more is found.
    project.write({ 'tests/c.check': 'x' });
    const { verdicts } = await steadfast([], { cwd: project.root });
    expect(verdicts).toMatchObject({ 'tests/c.check': 'failed', 'tests/b.check': 'failed' });
  });

  it('keep a run from being green when nobody could know of them', async () => {
    using project = createProject({
      ...FILES,
      'tests/conftest.py': `${COLLECTOR}\nglobals()["pytest_" + "collect_file"] = collect\n`,
    });
    const run = await steadfast([], { cwd: project.root });
    expect(run.verdicts).toEqual({ 'tests/test_it.py': 'passed' });
    expect(run.output).toMatch(
      /conftest\.py collects files that were not run: tests\/a.check, tests\/b.check/,
    );
    expect(run.exitCode).toBe(3);
    // With the files named, nothing is overlooked.
    const named = await steadfast(['tests/test_it.py', 'tests/a.check'], { cwd: project.root });
    expect(named.exitCode).toBe(0);
    expect(ofType(named.events, 'file-finished')).toHaveLength(2);
  });

  it('are told by doctor', async () => {
    using project = createProject({ ...FILES, 'tests/conftest.py': HOOK });
    const { stdout } = await execa(process.execPath, [STEADFAST, 'doctor'], { cwd: project.root });
    expect(stdout).toContain('listed by pytest, because tests/conftest.py may collect files of other kinds');
  });
});
