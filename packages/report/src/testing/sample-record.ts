import { type Leak, recordFromEvents, type RunRecord } from '@steadfast/core';
import { ScriptedRun } from '@steadfast/core/testing';

export const LEAK: Leak = { pid: 7, command: 'sleep 60', ageMs: 10, foundBy: 'tree', ended: true };

/** Strings that are harmful wherever one of them is taken for anything but a text. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '<!-- steadfast: data -->',
  '<!--<script>',
  '${alert(1)}$&$1',
  '{{constructor.constructor("alert(1)")()}}',
  'javascript:alert(1)',
  '\u001b[31mred\u001b[0m\u001b]8;;http://example.org\u0007link\u001b]8;;\u0007',
  '\u202egnp.exe',
  '\ud800 alone',
  'nul\u0000 bell\u0007 bom\ufeff zero\u200bwidth',
  '__proto__',
  '../../etc/passwd',
  'a'.repeat(3000),
] as const;

/** A run with a file of each kind that a report tells apart. */
export function sampleRecord(): RunRecord {
  return recordFromEvents(
    new ScriptedRun(['a.py', 'b.py', 'c.py', 'd.py'], { tools: { pytest: '9.2.0' } })
      .attempt('a.py', { tests: { test_fine: 'passed', test_left_out: 'skipped' }, leaks: [LEAK] })
      .verdict('a.py', 'passed')
      .attempt('b.py', {
        outcome: 'failed',
        tests: {
          test_sum: {
            ...{
              outcome: 'failed',
              message: 'assert 1 == 2',
              traceback: '>   assert 1 == 2\nE   assert 1 == 2',
            },
            sections: [{ title: 'Captured stdout call', text: 'said' }],
          },
        },
        output: 'all that was written',
      })
      .verdict('b.py', 'failed')
      .emit({ type: 'tree-changed', change: { kind: 'file-vanished', file: 'c.py' } })
      .emit({
        type: 'presence-checked',
        file: 'c.py',
        presence: 'absent',
        stats: [{ time: 5, result: 'ENOENT' }],
      })
      .verdict('c.py', 'missing', { evidence: { summary: 'b.py removed it.', lines: ['HEAD moved'] } })
      .attempt('d.py', {
        outcome: 'failed',
        tests: { test_net: { outcome: 'failed', message: 'no answer' } },
      })
      .emit({ type: 'retry-scheduled', file: 'd.py', attempt: 2, cause: 'rerun', pauseMs: 500 })
      .attempt('d.py', { tests: { test_net: 'passed' } })
      .verdict('d.py', 'flaky')
      .finish({ exitCode: 1, durationMs: 30_000 }).events,
  );
}

/** A run whose every name, message and output is out to do harm. */
export function hostileRecord(): RunRecord {
  const paths = HOSTILE.map((text, index) => `tests/${index}${text}.py`);
  const run = new ScriptedRun(paths, { root: `/project/${HOSTILE[0]}`, tools: { [HOSTILE[1]]: HOSTILE[0] } });
  for (const [index, path] of paths.entries()) {
    const text = HOSTILE[index] ?? '';
    run
      .attempt(path, {
        outcome: 'failed',
        tests: {
          [text]: {
            outcome: 'failed',
            message: text,
            traceback: `E   ${text}`,
            sections: [{ title: text, text }],
          },
        },
        leaks: [{ ...LEAK, command: text, test: text }],
        output: text,
        finished: { reason: text, runningTest: text },
      })
      .verdict(path, index % 2 === 0 ? 'failed' : 'missing', {
        reason: text,
        evidence: { summary: text, lines: [text], culprit: { file: text, test: text, reason: text } },
      })
      .emit({ type: 'notice', level: 'warning', message: text });
  }
  return recordFromEvents(run.finish({ exitCode: 1 }).events);
}
