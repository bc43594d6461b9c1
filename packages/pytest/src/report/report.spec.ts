import { describe, expect, it } from 'vitest';
import { AttemptReportBuilder } from './attempt-report.js';
import { ReportLines } from './report-lines.js';
import type { ReportMessage } from './report-message.js';

const STARTED: ReportMessage = {
  type: 'session-started',
  protocol: 1,
  pytest: '9.2.0',
  python: '3.11.7',
  rootdir: '/project',
};
const test = (id: string, outcome: 'passed' | 'failed' = 'passed'): ReportMessage => ({
  type: 'test-finished',
  id,
  outcome,
  durationMs: 1,
  className: 'tests.test_a',
  name: id,
});
const finished = (reported: number, collected = reported): ReportMessage => ({
  type: 'session-finished',
  exitStatus: 0,
  collected,
  finished: reported,
  reported,
});

function reportOf(...messages: readonly ReportMessage[]) {
  const builder = new AttemptReportBuilder();
  for (const message of messages) builder.add(message);
  return builder.report;
}

describe('the report of an attempt', () => {
  it('is absent when nothing came', () => {
    expect(reportOf().fact).toBe('absent');
  });

  it('is complete when its numbers add up', () => {
    expect(reportOf(STARTED, test('a'), test('b'), finished(2)).fact).toBe('complete');
  });

  it('is partial when a line was lost, or the end', () => {
    expect(reportOf(STARTED, test('a'), finished(2)).fact).toBe('partial');
    expect(reportOf(STARTED, test('a')).fact).toBe('partial');
  });

  it('names the test that was running', () => {
    const report = reportOf(STARTED, { type: 'test-started', id: 'a' }, test('a'), {
      type: 'test-started',
      id: 'b',
    });
    expect(report.runningTest).toBe('b');
  });

  it('counts the tests that were collected and did not run', () => {
    expect(reportOf(STARTED, test('a'), finished(1, 4)).notRun).toBe(3);
  });

  it('keeps the ids of what failed', () => {
    expect(reportOf(STARTED, test('a', 'failed'), test('b'), finished(2)).failed).toEqual([{ id: 'a' }]);
  });
});

describe('ReportLines', () => {
  const NONCE = '0123456789abcdef0123456789abcdef';
  const lines = [STARTED, test('tests/ä€😀.py::test[\n"]'), finished(1)];
  const stream = (...messages: readonly unknown[]) =>
    messages.map((message) => `${NONCE} ${JSON.stringify(message)}\n`).join('');

  function read(text: string, size = 1000) {
    const messages: ReportMessage[] = [];
    const reader = new ReportLines((message) => messages.push(message));
    const bytes = Buffer.from(text);
    for (let start = 0; start < bytes.length; start += size)
      reader.write(bytes.subarray(start, start + size));
    return { messages, isGarbled: reader.isGarbled };
  }

  it.each([1, 2, 7, 1000])('does not care how the stream was cut (%i bytes)', (size) => {
    expect(read(`${NONCE}\n${stream(...lines)}`, size)).toEqual({ messages: lines, isGarbled: false });
  });

  it.each(['garbage', 'null', '[]', '"x"', JSON.stringify(finished(7)), ''])(
    'leaves out what a test wrote: %s',
    (foreign) => {
      const { messages, isGarbled } = read(`${NONCE}\n${stream(STARTED)}${foreign}\n${stream(finished(1))}`);
      expect(messages).toEqual([STARTED, finished(1)]);
      expect(isGarbled).toBe(true);
    },
  );

  it('leaves out what a test wrote before a message without ending the line', () => {
    const { messages, isGarbled } = read(`${NONCE}\nnull${stream(STARTED)}`);
    expect({ messages, isGarbled }).toEqual({ messages: [STARTED], isGarbled: true });
  });

  it.each(['null', '[]', '"x"', '{}', '{"type":'])('drops a line that is no message: %s', (line) => {
    const { messages, isGarbled } = read(`${NONCE}\n${NONCE} ${line}\n${stream(STARTED)}`);
    expect({ messages, isGarbled }).toEqual({ messages: [STARTED], isGarbled: true });
  });

  it('believes nothing that comes without a nonce', () => {
    expect(read(`null\n${JSON.stringify(STARTED)}\n`)).toEqual({ messages: [], isGarbled: true });
  });
});
