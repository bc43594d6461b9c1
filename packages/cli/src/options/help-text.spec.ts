import { describe, expect, it } from 'vitest';
import { helpText, spellings } from './help-text.js';
import { COMMANDS } from './option-row.js';
import { OPTION_NAMES, rowOf } from './option-table.js';

describe('helpText', () => {
  it.each(COMMANDS)('names every option of %s, and no other', (command) => {
    const text = helpText(command, 80);
    for (const name of OPTION_NAMES) {
      expect(text.includes(spellings(name)), name).toBe(rowOf(name).commands.includes(command));
    }
  });

  it.each([40, 60, 80, 100, 200])('keeps within %d columns, and does not sprawl', (width) => {
    const longest = Math.max(
      ...helpText('run', width)
        .split('\n')
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(Math.min(width, 100));
  });

  it('says what holds when an option is not given', () => {
    const text = helpText('run', 100).replace(/\s+/g, ' ');
    expect(text).toContain('[default: 300s]');
    expect(text).toContain('-x, --maxfail N Stop the run after N failed tests; -x stops it after the first.');
  });
});
