import { describe, expect, it } from 'vitest';
import { ScriptedRun } from '../testing/scripted-run.js';
import { recordFromEvents } from './record-builder.js';
import { recordText } from './record-text.js';

describe('the text of a record', () => {
  const run = new ScriptedRun(['a.py', 'b.py', 'c.py'])
    .attempt('a.py', { outcome: 'passed' })
    .verdict('a.py', 'passed')
    .emit({ type: 'notice', level: 'warning', message: 'one\n"two"' })
    .finish({ notRun: ['b.py', 'c.py'] });
  const record = recordFromEvents(run.events);

  it('is the record, whatever it holds', () => {
    expect(JSON.parse([...recordText(record)].join(''))).toEqual(record);
    const empty = { ...record, files: [], notable: [] };
    expect(JSON.parse([...recordText(empty)].join(''))).toEqual(empty);
  });

  it('has a file in each line', () => {
    const lines = [...recordText(record)].join('').split('\n');
    expect(lines.filter((line) => line.includes('"path":'))).toHaveLength(3);
  });
});
