import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJunit } from '../harness/junit.js';
import { createProject } from '../harness/project.js';
import { attemptsOf, ofType, steadfast, testOutcomes } from '../harness/steadfast.js';

const LONG = `
import pytest

@pytest.fixture(scope="module")
def database():
    with open("set-ups", "a") as log: log.write("x")

@pytest.mark.parametrize("name", ["a/b", "c::d", "é", " [x] "])
def test_names(name, database): pass

def test_fails(database): assert 0

class TestClass:
    def test_first(self, database, record_testsuite_property):
        record_testsuite_property("key", "value")
    def test_second(self, database): pass
`;

const NAMES = ['a/b', 'c::d', '\\xe9', ' [x] '].map((name) => `test_names[${name}]`);
const ORDER = [...NAMES, 'test_fails', 'TestClass::test_first', 'TestClass::test_second'];

const split = (value: string): string =>
  `[[tool.steadfast.overrides]]\npaths = "test_long.py"\nsplit = ${value}\n`;

describe.each(['spawn', 'pytest', 'project'] as const)('split (%s)', (isolation) => {
  it('runs a long file in parts, and reports it as one file with all of its tests in order', async () => {
    using project = createProject({
      'test_long.py': LONG,
      'test_short.py': 'def test_short(): pass\n',
      'pyproject.toml': split('3'),
    });
    const words = ['-j', '2', '--junitxml', 'junit.xml', '--record', 'record.json', '-k', 'not second'];
    const run = await steadfast(words, { cwd: project.root, isolation });
    expect(run.exitCode).toBe(1);
    expect(run.verdicts).toEqual({ 'test_long.py': 'failed', 'test_short.py': 'passed' });
    const outcomes = Object.entries(testOutcomes(run.events, 'test_long.py')).sort(
      ([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b),
    );
    expect(outcomes).toEqual(
      ORDER.slice(0, -1).map((name) => [name, name === 'test_fails' ? 'failed' : 'passed']),
    );
    const first = ofType(run.events, 'attempt-started').filter(
      ({ file, cause }) => file === 'test_long.py' && cause === 'first',
    );
    expect(first.map(({ part }) => part?.index).sort()).toEqual([1, 2, 3]);
    // Once per part, and once more where a red part is proven.
    const parts = attemptsOf(run.events, 'test_long.py').length;
    expect(readFileSync(join(project.root, 'set-ups'), 'utf8')).toHaveLength(parts);
    const junit = readFileSync(join(project.root, 'junit.xml'), 'utf8');
    expect(junit.match(/<testsuite /g)).toHaveLength(1);
    expect(junit).toContain('<property name="key" value="value"/>');
    const cases = [...junit.matchAll(/<testcase classname="test_long[^"]*" name="([^"]*)"/g)];
    expect(cases.map(([, name]) => name)).toEqual(
      ORDER.slice(0, -1).map((name) => name.replace('TestClass::', '')),
    );
    expect(readJunit(join(project.root, 'junit.xml'))).toHaveLength(7);
    expect(run.output).toContain('Tests: 1 failed, 6 passed, 1 deselected.');
  });
});

it('is an error where the parts do not see the same tests', async () => {
  using project = createProject({
    'test_long.py':
      'import os, pytest\n\n@pytest.mark.parametrize("n", [os.environ["STEADFAST_ATTEMPT_ID"], 1, 2])\ndef test_n(n): pass\n',
    'pyproject.toml': split('2'),
  });
  const run = await steadfast([], { cwd: project.root });
  expect(run.verdicts).toEqual({ 'test_long.py': 'error' });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain('The parts of the file do not have the same tests');
});

it('with auto, splits the file that the run waits for, once it is known to be long', async () => {
  const slow = (count: number): string =>
    Array.from({ length: count }, (_, n) => `import time\ndef test_${n}(): time.sleep(0.5)\n`).join('');
  using project = createProject({
    'test_long.py': slow(6),
    'test_short.py': 'def test_short(): pass\n',
    'pyproject.toml': split('"auto"'),
  });
  const options = { cwd: project.root, isolation: 'spawn' } as const;
  const attempts = async (...words: readonly string[]): Promise<number> => {
    const run = await steadfast(['-j', '3', ...words], options);
    expect(run.exitCode).toBe(0);
    return attemptsOf(run.events, 'test_long.py').length;
  };
  expect(await attempts()).toBe(1);
  expect(await attempts()).toBe(3);
  expect(await attempts('test_long.py::test_1')).toBe(1);
});
