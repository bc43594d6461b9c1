import type { AttemptEnding } from '@steadfast/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../classify/classify.js';
import { AttemptReportBuilder } from './attempt-report.js';
import { ReportLines } from './report-lines.js';

const NONCE = '0123456789abcdef0123456789abcdef';
const TEST = { id: 'a', outcome: 'passed', durationMs: 1, className: 'a', name: 'a' };
const KINDS = [
  'session-started',
  'usage-error',
  'test-started',
  'test-finished',
  'imports',
  'session-finished',
];
const EXITED: AttemptEnding = { process: { kind: 'exited', exitCode: 0 } };

/** Reads whole reports as the adapter does, and tells the outcome of an attempt that exited with 0. */
function read(chunks: readonly Uint8Array[], mostBytes?: number) {
  const builder = new AttemptReportBuilder();
  const lines = new ReportLines((message) => {
    builder.add(message);
  }, mostBytes);
  for (const chunk of chunks) lines.write(chunk);
  const report = { ...builder.report, isGarbled: lines.isGarbled };
  const file = { path: 'a', absolutePath: '/a' };
  return classify({ ending: EXITED, report, outputText: () => '', file });
}

const line = (value: unknown): Uint8Array => Buffer.from(`${NONCE} ${JSON.stringify(value)}\n`);
const SESSION = Buffer.from(`${NONCE}\n`);
const FINISHED = line({ type: 'session-finished', exitStatus: 0, collected: 1, finished: 1, reported: 1 });
const WHOLE = [SESSION, line({ type: 'test-finished', ...TEST }), FINISHED];

describe('a report that a test wrote to', () => {
  it('is believed when nobody did', () => {
    expect(read(WHOLE).outcome).toBe('passed');
  });

  it('never throws, and never passes, whatever the bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(fc.array(bytes), (chunks) => {
        expect(read(chunks).outcome).not.toBe('passed');
      }),
    );
  });

  it('makes the attempt crashed when a whole line comes before, between or after those of pytest', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: WHOLE.length }), (text, place) => {
        const foreign = Buffer.from(`${text}\n`);
        expect(read(WHOLE.toSpliced(place, 0, foreign)).outcome).toBe('crashed');
      }),
    );
  });

  it('never throws, whatever a line with the right nonce says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.dictionary(fc.string(), fc.jsonValue()), (type, fields) => {
        read([SESSION, line({ ...fields, type }), FINISHED]);
      }),
    );
  });

  it('takes a message with a field of another kind for none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(TEST)), fc.jsonValue(), (field, value) => {
        fc.pre(typeof value !== typeof TEST[field as keyof typeof TEST]);
        const forged = line({ type: 'test-finished', ...TEST, [field]: value });
        expect(read([SESSION, forged, FINISHED]).outcome).toBe('crashed');
      }),
    );
  });

  it('is not kept where it never ends a line', () => {
    const endless = Array.from({ length: 100 }, () => Buffer.alloc(100, 'x'));
    expect(read([SESSION, ...endless, Buffer.from('\n'), ...WHOLE.slice(1)], 1_000).outcome).toBe('crashed');
  });
});
