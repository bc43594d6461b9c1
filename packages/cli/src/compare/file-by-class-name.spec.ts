import { expect, it } from 'vitest';
import { fileByClassName } from './file-by-class-name.js';

it.each([
  [{ classname: 'sub.tests.test_a', name: 'test_it' }, 'tests/test_a.py'],
  [{ classname: 'sub.tests.test_a.TestIt.Inner', name: 'test_it' }, 'tests/test_a.py'],
  [{ classname: 'sub.tests.test_a_b', name: 'test_it' }, 'tests/test_a_b.py'],
  [{ classname: '', name: 'sub.tests.test_a' }, 'tests/test_a.py'],
  [{ classname: 'sub.other', name: 'usage', file: 'sub/other.yaml' }, 'other.yaml'],
])('a case of a report belongs to a file: %j', (testCase, file) => {
  const fileOf = fileByClassName(['tests/test_a.py', 'tests/test_a_b.py'], '/project/sub', '/project');
  expect(fileOf(testCase)).toBe(file);
});
