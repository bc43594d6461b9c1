import { describe, expect, it } from 'vitest';
import { testFromEnvironment } from './current-test.js';

function testOf(value: string | undefined, path = 'tests/test_a.py'): string | undefined {
  return testFromEnvironment({ path }, (name) => (name === 'PYTEST_CURRENT_TEST' ? value : undefined));
}

describe('the test that a process was started by', () => {
  it.each(['setup', 'call', 'teardown'])('is known in the phase %s', (phase) => {
    expect(testOf(`tests/test_a.py::TestX::test_y[1 (call)] (${phase})`)).toBe(
      'tests/test_a.py::TestX::test_y[1 (call)]',
    );
  });

  it('is named from where pytest was invoked, wherever its root directory is', () => {
    expect(testOf('test_a.py::test_y (call)')).toBe('tests/test_a.py::test_y');
    expect(testOf('project/tests/test_a.py::test_y (call)')).toBe('tests/test_a.py::test_y');
  });

  it.each([
    ['no test was running', undefined],
    ['the variable belongs to a pytest around this one', 'e2e/test_outer.py::test_runs_steadfast (call)'],
    ['another file has a name that ends the same', 'xtest_a.py::test_y (call)'],
    ['the value is none of pytest', 'hello'],
  ])('is not known where %s', (_why, value) => {
    expect(testOf(value)).toBeUndefined();
  });
});
