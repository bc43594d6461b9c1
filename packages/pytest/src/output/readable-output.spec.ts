import { describe, expect, it } from 'vitest';
import { readableOutput } from './readable-output.js';

const HEADER = `\x1b[1m============================= test session starts ==============================\x1b[0m
platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0
cachedir: /tmp/steadfast-x/attempt-1/cache
rootdir: /project
plugins: cov-5.0.0
`;
const OWN = `  File "/venv/lib/python3.11/site-packages/_pytest/python.py", line 187 in pytest_pyfunc_call
  File "/venv/lib/python3.11/site-packages/pluggy/_callers.py", line 103 in _multicall
  File "/venv/lib/python3.11/site-packages/pytest/__main__.py", line 9 in <module>
  File "<frozen runpy>", line 88 in _run_code`;

function readable(text: string): string {
  return readableOutput(text, { root: '/project', path: 'tests/test_a.py' });
}

describe('the output of a pytest that ended early', () => {
  it('has the frames of the user, and a count of the others', () => {
    const output = `${HEADER}collected 2 items

tests/test_a.py .Fatal Python error: Segmentation fault

Current thread 0x00007f1cd7e1db80 (most recent call first):
  File "/usr/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "/project/tests/test_a.py", line 3 in deeper
${OWN}`;
    expect(readable(output)).toBe(`Fatal Python error: Segmentation fault

Current thread (most recent call first):
  File "/usr/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "tests/test_a.py", line 3 in deeper
  ... 4 frames of pytest`);
  });

  it('begins with the thread that ran the test, and leaves out those of the runner', () => {
    const output = `tests/test_a.py Thread 0x00007f1cd7e1db80 (most recent call first):
  File "/project/tests/test_a.py", line 9 in in_background
Thread 0x00007f1cd7e1db81 (most recent call first):
  File "/opt/steadfast_pytest/worker.py", line 9 in relay
Current thread 0x00007f1cd7e1db82 (most recent call first):
  File "/project/tests/test_a.py", line 3 in test_a
${OWN}
after`;
    expect(readable(output)).toBe(`Current thread (most recent call first):
  File "tests/test_a.py", line 3 in test_a
  ... 4 frames of pytest
Thread (most recent call first):
  File "tests/test_a.py", line 9 in in_background
after`);
  });

  it.each([
    ['without any test', `${HEADER}collected 0 items\n\n`, ''],
    [
      'before anything was collected',
      `${HEADER}collecting ... Killed`,
      'collecting ... Killed'.replace(/.*/, ''),
    ],
    ['with -v', `${HEADER}collected 1 item\n\ntests/test_a.py::test_a `, ''],
    ['with progress only', 'tests/test_a.py ..F. [ 50%]', ''],
    ['of a test of the same name', 'other/tests/test_a.py failed', 'other/tests/test_a.py failed'],
    ['that is no session', 'python: no such file', 'python: no such file'],
    ['of what a program printed', 'Fine\n  File "x", line 1, in y', 'Fine\n  File "x", line 1, in y'],
  ])('%s', (_what, output, expected) => {
    expect(readable(output)).toBe(expected);
  });
});
