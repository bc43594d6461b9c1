import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../src/testing/sample-record.js';
import { FileEntry } from '../data/report.js';
import { START } from '../route/route.js';
import { type Row, rowsOf } from './rows.js';

const files = sampleRecord().files.map((file, index) => new FileEntry(index, file));

function text(row: Row): string {
  switch (row.kind) {
    case 'run':
      return 'run';
    case 'file':
      return `${row.open ? '-' : '+'} ${row.entry.path} ${row.entry.status}`;
    case 'test':
      return `  ${row.test.id}`;
    case 'message':
      return `    ${row.text}`;
    case 'more':
      return `    and ${row.count}`;
  }
}

const shown = (
  change: Partial<typeof START>,
  folding = new Map<number, 'all' | 'none'>(),
): readonly string[] => rowsOf(files, { ...START, ...change }, folding).rows.map(text);

describe('the list', () => {
  it('has failures first and open, with the first line of the error; then flaky, leaking and other files', () => {
    expect(shown({})).toEqual([
      'run',
      '- b.py failed',
      '  b.py::test_sum',
      '    assert 1 == 2',
      '- c.py missing',
      '    b.py removed it.',
      '- d.py flaky',
      '  d.py::test_net',
      '    no answer',
      '- a.py leaked',
      '    left behind: sleep 60',
    ]);
  });

  it('can be sorted by time and by path, and filtered', () => {
    expect(shown({ sort: 'path' }).filter((row) => /^[+-]/.test(row))).toEqual([
      '- a.py leaked',
      '- b.py failed',
      '- c.py missing',
      '- d.py flaky',
    ]);
    expect(shown({ only: ['flaky'] })[0]).toBe('- d.py flaky');
    expect(shown({ only: ['skipped'] })).toEqual([
      '- a.py leaked',
      '    left behind: sleep 60',
      '  a.py::test_left_out',
      '    and 1',
    ]);
  });

  it('finds files by path, and tests by name and message', () => {
    expect(shown({ query: 'B.PY' })[0]).toBe('- b.py failed');
    expect(rowsOf(files, { ...START, query: 'assert == 2' }, new Map())).toMatchObject({
      files: 1,
      tests: 1,
    });
    expect(shown({ query: 'test_fine' })).toContain('  a.py::test_fine');
    expect(rowsOf(files, { ...START, query: 'nothing like it' }, new Map())).toMatchObject({
      rows: [],
      files: 0,
    });
  });

  it('opens and closes files', () => {
    expect(shown({ only: ['failed'] }, new Map([[1, 'none']]))[0]).toBe('+ b.py failed');
    expect(shown({ only: ['leaked'] }, new Map([[0, 'all']]))).toContain('  a.py::test_fine');
  });
});
