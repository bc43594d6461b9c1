import { expect, it } from 'vitest';
import { isNewerThanTested, testedPytest } from './tested-pytest.js';

it.each([
  ['9.2.0', false],
  ['9.2.7', false],
  ['8.9.9', false],
  ['9.3.0', true],
  ['9.3.0.dev12+g1234', true],
  ['10.0.0', true],
])('pytest %s is newer than 9.2.0: %s', (version, newer) => {
  expect(isNewerThanTested(version, { lowest: '7.0.1', newest: '9.2.0' })).toBe(newer);
});

it('knows the versions', () => {
  expect(testedPytest()).toMatchObject({ lowest: '7.0.1' });
});
