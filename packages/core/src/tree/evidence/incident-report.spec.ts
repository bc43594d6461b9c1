import { describe, expect, it } from 'vitest';
import { incidentReport } from './incident-report.js';
import type { VanishingFacts } from './vanishing-facts.js';

const START = Date.UTC(2026, 0, 2, 10, 0, 0);

const FACTS: VanishingFacts = {
  file: 'tests/test_new.py',
  lastSeen: START + 123,
  firstMissed: { time: START + 3250, noticedBy: 'event' },
  stats: [
    { time: START + 5000, result: 'ENOENT' },
    { time: START + 5101, result: 'ENOENT' },
  ],
  place: { folder: 'tests', isOwnFolder: true, entries: ['test_a.py', 'test_b.py'] },
  git: {
    headAtStart: { commit: 'aaaaaaaaaa', branch: 'feature' },
    headNow: { commit: 'bbbbbbbbbb', branch: 'main' },
    reflog: [{ time: START + 3000, commit: 'bbbbbbbbbb', action: 'checkout: moving from feature to main' }],
    stashes: [],
    ...{ inHeadAtStart: true, inHeadNow: false, isTracked: false },
  },
  suspects: [
    { kind: 'leak', file: 'tests/test_a.py', pid: 5, command: 'http.server' },
    {
      ...{ kind: 'leak', file: 'tests/test_a.py', test: 'tests/test_a.py::test_leaks', pid: 7 },
      command: 'sh -c "sleep 2; git checkout main"',
    },
    { kind: 'attempt', file: 'tests/test_b.py', test: 'tests/test_b.py::test_slow', telling: [] },
  ],
};

describe('an incident report', () => {
  it('names the culprit with the reason first, and says in ten lines what is known and what to do', () => {
    const { summary, lines, culprit } = incidentReport(FACTS);
    expect([summary, ...lines]).toEqual([
      'Likely culprit: tests/test_a.py::test_leaks, because it left "sh -c "sleep 2; git checkout main"" (pid 7) running, which was alive when the file vanished; the reflog has "checkout: moving from feature to main" at 10:00:03Z.',
      'Reflog since the start: 10:00:03Z checkout: moving from feature to main.',
      'Git: HEAD was feature (aaaaaaa) at the start and is main (bbbbbbb) now; the file is in the first and not in the second.',
      'Last seen at 10:00:00.123Z, first reported missing at 10:00:03.250Z by a file-system event. Looked for: ENOENT at 10:00:05Z, ENOENT at 10:00:05.101Z.',
      'Its folder tests is there and holds test_a.py, test_b.py.',
      'Running then: tests/test_b.py::test_slow.',
      'Processes of tests then: "sh -c "sleep 2; git checkout main"" (pid 7) from tests/test_a.py::test_leaks, "http.server" (pid 5) from tests/test_a.py.',
      'What to do: "git checkout feature" brings the file back. End the process in the test, or run with --leaks kill, and let tests/test_a.py::test_leaks work on a copy of the tree.',
    ]);
    expect(culprit).toMatchObject({ file: 'tests/test_a.py', test: 'tests/test_a.py::test_leaks' });
  });

  it('does not guess', () => {
    const { summary, culprit } = incidentReport({ ...FACTS, suspects: FACTS.suspects.slice(0, 1) });
    expect(summary).toBe(
      'No culprit is known. HEAD moved, and nothing shows who moved it; a test had left processes behind, which are listed below.',
    );
    expect(culprit).toBeUndefined();
  });

  it('knows a typing error', () => {
    const { lastSeen: _seen, ...neverSeen } = FACTS;
    const { summary, lines } = incidentReport({ ...neverSeen, suspects: [] });
    expect(summary).toBe('The file was not there when the run began.');
    expect(lines.at(-1)).toContain('check the name');
  });

  it('tells of a link that leads nowhere, and of a folder that is gone', () => {
    const place = { danglingLink: '/mnt/x.py', folder: '.', isOwnFolder: false, entries: [] };
    expect(incidentReport({ ...FACTS, place }).lines[3]).toBe(
      'tests/test_new.py is a symbolic link to /mnt/x.py, which is not there. Its folder tests is gone; . is there and is empty.',
    );
  });
});
