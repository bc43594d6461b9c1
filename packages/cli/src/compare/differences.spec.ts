import { describe, expect, it } from 'vitest';
import { differences, isUnsteady } from './differences.js';
import { readJunit } from './read-junit.js';
import { problemLine, SeenTestsBuilder, steadyMessage, type SeenTest } from './seen-tests.js';

const PASSED: SeenTest = { file: 'test_a.py', outcome: 'passed', message: '', output: '' };

function seen(tests: Readonly<Record<string, SeenTest>>) {
  return new Map(Object.entries(tests));
}

describe('differences', () => {
  it('are in outcome, message, output and presence', () => {
    const plain = seen({ same: PASSED, outcome: PASSED, message: PASSED, output: PASSED, onlyPlain: PASSED });
    const found = seen({
      same: PASSED,
      outcome: { ...PASSED, outcome: 'failed' },
      message: { ...PASSED, message: 'assert 0' },
      output: { ...PASSED, output: 'out' },
      onlyHere: PASSED,
    });
    const names = differences('warm', plain, found).map(({ test }) => test);
    expect(names).toEqual(['outcome', 'message', 'output', 'onlyPlain', 'onlyHere']);
  });

  it('count unless plain pytest differs from itself in the same respect', () => {
    const plain = seen({ test: PASSED });
    const [difference] = differences('warm', plain, seen({ test: { ...PASSED, outcome: 'failed' } }));
    if (difference === undefined) throw new Error('no difference');
    expect(isUnsteady(difference, [plain, plain])).toBe(false);
    expect(isUnsteady(difference, [plain, seen({ test: { ...PASSED, message: 'other' } })])).toBe(false);
    expect(isUnsteady(difference, [plain, seen({ test: { ...PASSED, outcome: 'error' } })])).toBe(true);
  });
});

describe("pytest's own report", () => {
  it.each([
    ['<testcase classname="c" name="n"/>', 'passed', '', ''],
    [
      '<testcase classname="c" name="n"><failure message="assert 0&#10;more">E   assert 0</failure></testcase>',
      'failed',
      'assert 0',
      '',
    ],
    [
      '<testcase classname="c" name="n"><failure message="002">Expected:\n  3\nDocTestFailure</failure></testcase>',
      'failed',
      'DocTestFailure',
      '',
    ],
    [
      '<testcase classname="" name="n"><error message="collection failure">x\nE   OSError: no\nend</error></testcase>',
      'error',
      'OSError: no',
      '',
    ],
    [
      '<testcase classname="" name="n"><skipped message="collection skipped">("/a", 3, "Skipped: it\'s late")</skipped></testcase>',
      'skipped',
      "it's late",
      '',
    ],
    [
      '<testcase classname="c" name="n"><skipped type="pytest.xfail" message="bug"/></testcase>',
      'xfailed',
      'bug',
      '',
    ],
    [
      '<testcase classname="c" name="n"><system-out>--- Captured Log ---\n\n--- Captured Out ---\nhello\n</system-out></testcase>',
      'passed',
      '',
      'out',
    ],
  ])('is understood: %s', (xml, outcome, message, output) => {
    const builder = new SeenTestsBuilder();
    readJunit(`<testsuites><testsuite>${xml}</testsuite></testsuites>`, () => 'test_a.py', builder);
    expect([...builder.tests.values()]).toEqual([{ file: 'test_a.py', outcome, message, output }]);
  });
});

it('what differs from run to run is left out of messages', () => {
  expect(steadyMessage('<A at 0x7f00> in /tmp/x/y took 0.21 seconds\nmore')).toBe(
    '<A at 0x0> in /tmp took some time',
  );
  expect(problemLine('a\nE     File "x"\nE   SyntaxError: no\n')).toBe('File "x"');
});
