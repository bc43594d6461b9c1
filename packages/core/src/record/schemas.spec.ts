import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ScriptedRun } from '../testing/scripted-run.js';
import { recordFromEvents } from './record-builder.js';

const pathOf = (file: string): string => fileURLToPath(new URL(`../../schemas/${file}`, import.meta.url));

function validator(file: string): ValidateFunction {
  return new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(pathOf(file), 'utf8')) as object);
}

const run = new ScriptedRun(['a.py', 'b.py', 'c.py'], { shard: { index: 1, total: 2, planDigest: 'd' } })
  .attempt('a.py', {
    outcome: 'failed',
    tests: {
      test_one: {
        outcome: 'failed',
        phase: 'setup',
        location: { file: 'a.py', line: 1 },
        sections: [{ title: 'Captured stdout call', text: '' }],
        properties: [['key', 'value']],
      },
    },
    leaks: [{ pid: 1, command: 'sleep', ageMs: 1, foundBy: 'adopted', ended: true }],
  })
  .emit({ type: 'retry-scheduled', file: 'a.py', attempt: 2, cause: 'rerun', pauseMs: 0 })
  .attempt('a.py', {
    finished: { ending: { process: { kind: 'signalled', signal: 'SIGKILL' }, endedByUs: 'timeout' } },
  })
  .verdict('a.py', 'flaky')
  .emit({
    type: 'presence-checked',
    file: 'b.py',
    presence: 'absent',
    stats: [{ time: 1, result: 'ENOENT' }],
  })
  .verdict('b.py', 'missing', {
    reason: 'gone',
    evidence: { summary: 's', lines: ['l'], culprit: { file: 'a.py', reason: 'leak' } },
  })
  .emit({ type: 'tree-changed', change: { kind: 'head-moved', from: '1', to: '2', reflog: 'checkout' } })
  .emit({
    type: 'service-changed',
    change: {
      ...{ kind: 'service', name: 's', slot: 1, state: 'failed', ageMs: 5, pid: 1, reason: 'r' },
      output: { text: 'o', omittedBytes: 0 },
    },
  })
  .emit({ type: 'notice', level: 'warning', message: 'm' })
  .emit({ type: 'run-cancelled', reason: 'SIGINT', interrupted: true })
  .finish({ notRun: ['c.py'] });

describe('the schemas', () => {
  it('accept every event of a run', () => {
    const validate = validator('event.schema.json');
    for (const event of run.events) {
      validate(event);
      expect(validate.errors, event.type).toBeNull();
    }
  });

  it('accept the record of a run, also of one that was killed', () => {
    const validate = validator('record.schema.json');
    for (const events of [run.events, run.events.slice(0, 4)]) {
      validate(recordFromEvents(events));
      expect(validate.errors).toBeNull();
    }
  });

  it('refuse what is no event and no record', () => {
    const [first] = run.events;
    expect(validator('event.schema.json')({ ...first, slots: 'two' })).toBe(false);
    expect(validator('event.schema.json')({ type: 'notice', time: 1, level: 'loud', message: '' })).toBe(
      false,
    );
    expect(validator('record.schema.json')({ ...recordFromEvents(run.events), version: 2 })).toBe(false);
  });
});
