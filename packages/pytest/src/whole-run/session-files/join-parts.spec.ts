import { expect, it } from 'vitest';
import { joinParts } from './join-parts.js';

it('puts logs and lines behind each other', () => {
  expect(joinParts('log', ['a\n', 'b\n'])).toBe('a\nb\n');
});

it('makes one suite of JUnit reports', () => {
  const report = (cases: string, numbers: string): string =>
    `<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" ${numbers} hostname="h">${cases}</testsuite></testsuites>`;
  const joined = joinParts('junit', [
    report('<testcase name="a$&"/>', 'errors="0" failures="1" skipped="0" tests="1" time="0.500"'),
    '<testsuites><testsuite name="pytest" errors="1" failures="0" skipped="0" tests="0" time="1"/></testsuites>',
    report('<testcase name="b"/>', 'errors="0" failures="0" skipped="2" tests="3" time="0.250"'),
  ]);
  expect(joined).toBe(
    report(
      '<testcase name="a$&"/><testcase name="b"/>',
      'errors="1" failures="1" skipped="2" tests="4" time="1.750"',
    ),
  );
});

it("adds up pytest-json-report's counts, and has the worst exit code", () => {
  const parts = [
    { created: 1, duration: 1, exitcode: 5, summary: { total: 0 }, tests: [] },
    { created: 2, duration: 2, exitcode: 1, summary: { failed: 1, total: 1 }, tests: ['a'], warnings: ['w'] },
    { created: 3, duration: 3, exitcode: 0, summary: { passed: 2, total: 2 }, tests: ['b'] },
  ];
  expect(
    JSON.parse(
      joinParts(
        'json-report',
        parts.map((part) => JSON.stringify(part)),
      ),
    ),
  ).toEqual({
    created: 1,
    duration: 6,
    exitcode: 1,
    summary: { failed: 1, passed: 2, total: 3 },
    tests: ['a', 'b'],
    warnings: ['w'],
  });
});

it('has the benchmarks and the features of all', () => {
  const benchmarks = [
    '{"machine_info": {"cpu": 1}, "benchmarks": ["a"]}',
    '{"machine_info": {"cpu": 1}, "benchmarks": ["b"]}',
  ];
  expect(JSON.parse(joinParts('benchmark', benchmarks))).toEqual({
    machine_info: { cpu: 1 },
    benchmarks: ['a', 'b'],
  });
  expect(JSON.parse(joinParts('cucumber', ['["a"]', '[]', '["b"]']))).toEqual(['a', 'b']);
});

it('says so when a part is no JSON', () => {
  expect(() => joinParts('benchmark', ['{'])).toThrow(SyntaxError);
});
