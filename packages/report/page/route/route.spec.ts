import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, START, type Route } from './route.js';

describe('the address of what is shown', () => {
  it.each<Route>([
    START,
    { ...START, view: 'timeline', zoom: [100, 2500] },
    { ...START, file: 'tests/test_a b.py', test: 'tests/test_a b.py::test[&=#?%2F 1]' },
    { ...START, query: 'sum & "total"', only: ['failed', 'not-run'], sort: 'time' },
  ])('can be read back: %o', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('can be read by people', () => {
    expect(formatRoute({ ...START, file: 'tests/test_a.py', test: 'tests/test_a.py::test_b' })).toBe(
      '#/results?file=tests/test_a.py&test=tests/test_a.py::test_b',
    );
  });

  it('leaves out what it does not understand', () => {
    expect(parseRoute('#/nowhere?only=failed,nonsense&sort=up&zoom=9-1&test=lost')).toEqual({
      ...START,
      only: ['failed'],
    });
    expect(parseRoute('')).toEqual(START);
  });
});
