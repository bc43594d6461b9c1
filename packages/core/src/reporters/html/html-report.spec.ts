import { describe, expect, it } from 'vitest';
import { recordFromEvents } from '../../record/record-builder.js';
import { ScriptedRun } from '../../testing/scripted-run.js';
import { htmlPage } from './html-report.js';

const page = htmlPage(
  recordFromEvents(
    new ScriptedRun(['a.py', 'b.py', 'c.py'], { tools: { pytest: '8.4.1' } })
      .attempt('a.py', { tests: { test_fine: 'passed' } })
      .verdict('a.py', 'passed')
      .attempt('b.py', {
        outcome: 'failed',
        tests: {
          'test_script[</script><script>alert(1)</script>]': {
            ...{ outcome: 'failed', message: 'short', traceback: 'E   assert "<b>" == 1' },
            sections: [{ title: 'Captured stdout call', text: 'said & done' }],
          },
        },
        output: '<img src=x onerror=alert(1)>',
      })
      .verdict('b.py', 'failed')
      .emit({ type: 'tree-changed', change: { kind: 'file-vanished', file: 'c.py' } })
      .verdict('c.py', 'missing', { evidence: { summary: 'b.py removed it.', lines: ['HEAD moved'] } })
      .finish().events,
  ),
);

describe('the HTML report', () => {
  it('has every file with its verdict, red ones first', () => {
    const files = [...page.matchAll(/data-verdict="([^"]*)"><summary>.*?<code class="name">([^<]*)</g)];
    expect(files.map(([, verdict, path]) => [verdict, path])).toEqual([
      ['failed', 'b.py'],
      ['missing', 'c.py'],
      ['passed', 'a.py'],
    ]);
  });

  it('tells why, with traceback, output, evidence and what happened to the tree', () => {
    expect(page).toContain('E   assert "&#60;b&#62;" == 1\n--- Captured stdout call ---\nsaid &#38; done');
    expect(page).toContain('b.py removed it.\nHEAD moved');
    expect(page).toContain('file-vanished c.py');
  });

  it('has one bar per attempt in its timeline', () => {
    expect(page.match(/<rect /g)).toHaveLength(2);
    expect(page).toContain('<title>b.py, attempt 1: failed</title>');
  });

  it('takes nothing from elsewhere, and no markup from tests', () => {
    expect(page).not.toMatch(/<[^>]* (src|href)=/);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
  });
});
