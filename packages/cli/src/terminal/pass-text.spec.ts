import { OpenFiles, type FileRecord } from '@steadfast/core';
import { DEFAULT_DISPLAY } from '@steadfast/pytest';
import { describe, expect, it } from 'vitest';
import { ScriptedRun } from '@steadfast/core/testing';
import { passTexts } from './pass-text.js';
import { textStyle } from './text-style.js';

const said = (text: string) => [{ title: 'Captured stdout call', text }];

function fileOf(): FileRecord {
  const run = new ScriptedRun(['a.py'])
    .attempt('a.py', {
      outcome: 'failed',
      tests: {
        test_ok: { sections: said('said by ok\n') },
        test_silent: {},
        test_xp: { outcome: 'xpassed', sections: said('said by xpass\n') },
        test_red: { outcome: 'failed', sections: said('said by red\n') },
      },
    })
    .verdict('a.py', 'failed');
  const open = new OpenFiles();
  const [file] = run.events.flatMap((event) => open.add(event) ?? []);
  if (file === undefined) throw new Error('no file');
  return file;
}

function shown(letters: string, more: Partial<typeof DEFAULT_DISPLAY> = {}): string {
  const display = { ...DEFAULT_DISPLAY, reportChars: new Set(letters), ...more };
  return passTexts(fileOf(), display, { style: textStyle(false), columns: 40 }).join('\n');
}

describe('what passed tests printed', () => {
  it('is shown where -r asks for it, and of no others', () => {
    expect(shown('fE')).toBe('');
    expect(shown('p')).toBe('');
    expect(shown('P')).toBe(
      '____________ a.py::test_ok ____________\n--------- Captured stdout call ---------\nsaid by ok',
    );
    expect(shown('X')).toContain('said by xpass');
    expect(shown('PX')).not.toContain('said by red');
  });

  it('is not shown where pytest shows none, with --tb=no or --no-summary', () => {
    expect(shown('P', { tracebacks: 'no' })).toBe('');
    expect(shown('P', { summary: false })).toBe('');
  });
});
