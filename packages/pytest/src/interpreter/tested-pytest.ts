import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PYTHON_SIDE } from '../adapter/python-side.js';

/** The versions of pytest that the Python side was tested with. */
export interface TestedPytest {
  readonly lowest: string;
  readonly newest: string;
}

/** Reads them from the file that our own test script goes by. */
export function testedPytest(): TestedPytest {
  const text = readFileSync(join(PYTHON_SIDE, 'steadfast_pytest/tested-pytest.json'), 'utf8');
  return JSON.parse(text) as TestedPytest;
}

/** Whether a version of pytest is newer than any that was tested: by major and minor number. */
export function isNewerThanTested(version: string, { newest }: TestedPytest = testedPytest()): boolean {
  const [major = 0, minor = 0] = numbers(version);
  const [testedMajor = 0, testedMinor = 0] = numbers(newest);
  return major > testedMajor || (major === testedMajor && minor > testedMinor);
}

function numbers(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}
