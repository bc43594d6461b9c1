import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../events.js';
import { validateRunEvent, validateRunRecord } from '../generated/validators.js';
import { recordFromEvents } from '../record/record-builder.js';
import type { RunRecord } from '../record/run-record.js';
import { ScriptedRun } from '../testing/scripted-run.js';
import { checker, parseJson } from './check.js';

const checkRecord = checker<RunRecord>(validateRunRecord);
const checkEvent = checker<RunEvent>(validateRunEvent);

const run = new ScriptedRun(['a.py'])
  .attempt('a.py', { tests: { test_one: 'passed' } })
  .verdict('a.py', 'passed')
  .finish();
const record = recordFromEvents(run.events);

/** The record with a value in another place. */
function spoiled(...path: readonly (string | number)[]): unknown {
  const copy = structuredClone(record) as unknown as Record<string | number, unknown>;
  const parent = path
    .slice(0, -1)
    .reduce((place, key) => place[key] as Record<string | number, unknown>, copy);
  parent[path.at(-1) ?? ''] = { nonsense: true };
  return copy;
}

describe('a record from outside', () => {
  it('is taken when it is one, also with fields that a newer version added', () => {
    expect(checkRecord({ ...record, weather: 'fine' }).kind).toBe('valid');
  });

  it.each<readonly [string, readonly (string | number)[]]>([
    ['version', ['version']],
    ['files', ['files']],
    ['files/0/verdict', ['files', 0, 'verdict']],
    ['files/0/attempts/0/tests/0/outcome', ['files', 0, 'attempts', 0, 'tests', 0, 'outcome']],
    ['counts/files/passed', ['counts', 'files', 'passed']],
  ])('is refused with the place where it is wrong: %s', (place, path) => {
    expect(checkRecord(spoiled(...path))).toMatchObject({
      kind: 'invalid',
      problem: expect.stringMatching(new RegExp(`^${place}\\b`)) as string,
    });
  });

  it('tells which values are allowed', () => {
    const broken = structuredClone(record) as unknown as { files: { state: string }[] };
    broken.files[0] = { ...record.files[0], state: 'tired' };
    expect(checkRecord(broken)).toMatchObject({
      problem: 'files/0/state must be equal to one of the allowed values: finished, unfinished, not-run',
    });
  });

  it('is never taken for one when it is anything else', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const json = parseJson(text);
        if (json.kind === 'invalid') return;
        expect(checkRecord(json.value).kind).toBe('invalid');
        expect(checkEvent(json.value).kind).toBe('invalid');
      }),
    );
  });
});
