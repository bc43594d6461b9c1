import type { RunRecord } from '@steadfast/core';

/** Strings that are harmful wherever one of them is taken for anything but a text. */
export const HOSTILE = [
  '</script><script>globalThis.harmed = true; alert(1)</script>',
  '<img src="http://127.0.0.1:1/x" onerror="globalThis.harmed = true">',
  '"><svg onload="globalThis.harmed = true">',
  "' onmouseover='globalThis.harmed = true' x='",
  '<style>* { display: none !important }</style>',
  '<a href="javascript:globalThis.harmed = true">press me</a>',
  'javascript:globalThis.harmed = true',
  '<!-- steadfast: data --><!--<script>',
  '${globalThis.harmed = true} $& $1 `',
  '\u001b[31mred\u001b[0m\u001b]8;;http://127.0.0.1:1/\u0007link\u001b]8;;\u0007',
  '\u202egnp.exe \u0000\u0007\ufeff\u200b',
  '__proto__',
  '../../../../etc/passwd?a=b&c=d#e%2F%',
  `long ${'x'.repeat(5000)}`,
];

/** A record like another, in which everything that people write is out to do harm. */
export function hostile(record: RunRecord): RunRecord {
  const files = HOSTILE.map((text, index): RunRecord['files'][number] => {
    const model = record.files[index % record.files.length];
    if (model === undefined) throw new Error('The record has no files.');
    const path = `tests/${index}${text}.py`;
    return {
      ...model,
      path,
      reason: text,
      evidence: { summary: text, lines: [text], culprit: { file: text, test: text, reason: text } },
      state: 'finished',
      verdict: 'failed',
      attempts: model.attempts.map((attempt) => ({
        ...attempt,
        reason: text,
        runningTest: text,
        output: { text, omittedBytes: 1 },
        leaks: [{ pid: 1, command: text, ageMs: 1, foundBy: 'tree', test: text, ended: true }],
        tests: attempt.tests.map((test) => ({
          ...test,
          id: `${path}::${text}${test.name}`,
          outcome: 'failed' as const,
          message: text,
          traceback: `>   ${text}\nE   ${text}`,
          sections: [{ title: text, text }],
          properties: [[text, text]] as const,
        })),
      })),
    };
  });
  const notable = HOSTILE.map((message) => ({
    ...NOTICE,
    time: record.startedAt,
    project: record.project,
    message,
  }));
  return {
    ...record,
    root: `/${HOSTILE[0] ?? ''}`,
    runId: HOSTILE[1] ?? '',
    tools: { [HOSTILE[2] ?? '']: HOSTILE[3] ?? '' },
    files,
    notable,
  };
}

const NOTICE = { type: 'notice', level: 'warning' } as const;
