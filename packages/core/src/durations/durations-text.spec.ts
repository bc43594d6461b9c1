import { describe, expect, it } from 'vitest';
import { durationsText, parseDurations } from './durations-text.js';

const own = `{
 "version": 1,
 "files": {
  "B.py": [[20,5]],
  "a.py": [[20,7],[10,5]]
 }
}
`;

function imported(content: unknown): unknown {
  const parsed = parseDurations(JSON.stringify(content));
  return parsed.kind === 'imported' ? [parsed.from, Object.fromEntries(parsed.durations)] : parsed;
}

describe('the text of a durations file', () => {
  it('has a line per file, sorted by code units, and is read as it was written', () => {
    const parsed = parseDurations(own);
    expect(parsed.kind).toBe('own');
    if (parsed.kind === 'own') expect(durationsText(new Map([...parsed.durations].toReversed()))).toBe(own);
  });

  it('can say that nothing is known', () => {
    const parsed = parseDurations(durationsText(new Map()));
    expect(parsed).toEqual({ kind: 'own', durations: new Map() });
  });

  it('imports pytest-split, in both of its forms, with the tests of a file together', () => {
    const tests = {
      'tests/test_a.py::test_x[a::b]': 0.25,
      'tests/test_a.py::C::test_y': 1,
      'test_b.py::z': 0,
    };
    const files = { 'tests/test_a.py': [[0, 1250]], 'test_b.py': [[0, 1]] };
    expect(imported(tests)).toEqual(['pytest-split', files]);
    expect(imported(Object.entries(tests))).toEqual(['pytest-split', files]);
  });

  it('imports seconds by path', () => {
    expect(imported({ 'a.py': 1.5 })).toEqual(['seconds by path', { 'a.py': [[0, 1500]] }]);
  });

  it.each([
    ['text', '<<<<<<< HEAD', 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
    ['another JSON', '{"name": "x"}', 'something else than durations'],
    ['a list', '[]', 'something else than durations'],
    ['a number', '7', 'something else than durations'],
    ['durations below zero', '{"a.py": -1}', 'something else than durations'],
    [
      'a newer version',
      '{"version": 2, "files": {}}',
      'it has version 2, and this Steadfast reads version 1',
    ],
    ['a broken entry', '{"version": 1, "files": {"a.py": [[1]]}}', 'files/a.py'],
  ])('refuses %s, and says why', (_what, text, reason) => {
    const parsed = parseDurations(text);
    expect(parsed.kind === 'unreadable' ? parsed.reason : parsed).toContain(reason);
  });
});
