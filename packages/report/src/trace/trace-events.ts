import type { RunRecord } from '@steadfast/core/record';
import { partsOf } from '../run-part.js';
import { type Bar, type Lane, type Timeline, timelineOf } from '../timeline/timeline.js';
import { serviceEvents } from './service-events.js';
import { instant, name, span, type TraceEvent } from './trace-event.js';

/**
 * The run as a trace: a process for each part of the run, a thread for each slot, attempts with start-up and tests inside.
 * Tests have durations and no times, so they stand one after the other behind the start-up.
 *
 * @param runs What the record was merged from, if it was.
 */
export function traceEvents(record: RunRecord, runs: readonly RunRecord[] = []): readonly TraceEvent[] {
  const parts = partsOf(record, runs);
  const timeline = timelineOf(record, parts);
  return [
    ...parts.parts.map(({ label }, index): TraceEvent =>
      name('process_name', index, 0, label === '' ? 'steadfast' : label),
    ),
    ...timeline.lanes.flatMap((lane) => laneEvents(lane, record)),
    ...serviceEvents(record),
    ...treeEvents(timeline),
  ];
}

/** The trace as a file, one event in a line. */
export function traceText(record: RunRecord, runs?: readonly RunRecord[]): string {
  return [...traceParts(record, runs)].join('');
}

/** The same in parts: of a long run it is more than a string can hold. */
export function* traceParts(record: RunRecord, runs?: readonly RunRecord[]): Generator<string> {
  yield '[';
  for (const [index, event] of traceEvents(record, runs).entries())
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(event)}`;
  yield '\n]\n';
}

function laneEvents(lane: Lane, record: RunRecord): readonly TraceEvent[] {
  const { part, slot } = lane;
  return [
    name('thread_name', part, slot, `slot ${slot}`),
    ...lane.bars.flatMap((bar) => attemptEvents(bar, part, slot, record)),
  ];
}

function attemptEvents(bar: Bar, pid: number, tid: number, record: RunRecord): readonly TraceEvent[] {
  const attempt = record.files[bar.file]?.attempts.find((each) => each.attempt === bar.attempt);
  const place = { pid, tid };
  let at = bar.startMs + bar.startUpMs;
  const tests = (attempt?.tests ?? []).map((test): TraceEvent => {
    const event = span(test.id, 'test', at, test.durationMs, place, { outcome: test.outcome });
    at += test.durationMs;
    return event;
  });
  const { path, outcome, attempt: number, startMs, endMs, startUpMs, pauseMs } = bar;
  return [
    {
      ...span(number === 1 ? path : `${path} #${number}`, 'attempt', startMs, endMs - startMs, place, {
        outcome,
        attempt: number,
        ...(pauseMs > 0 && { pauseMs }),
      }),
      cname: outcome === 'passed' ? 'good' : 'terrible',
    },
    ...(startUpMs > 0 ? [span('start-up', 'start-up', startMs, startUpMs, place)] : []),
    ...tests,
    ...bar.checksMs.map((ms) => instant(`is ${path} there?`, 'presence', ms, 't', place)),
    ...(attempt?.leaks ?? []).map((leak) =>
      instant(`left behind: ${leak.command}`, 'leak', endMs, 't', place, { pid: leak.pid }),
    ),
  ];
}

function treeEvents({ moments, missed }: Timeline): readonly TraceEvent[] {
  const place = { pid: 0, tid: 0 };
  return [
    ...moments
      .filter(({ kind }) => kind !== 'service')
      .map(({ text, kind, atMs }) => instant(text, kind, atMs, 'g', place)),
    ...missed.map(({ path, atMs }) => instant(`${path} was not there`, 'presence', atMs, 'p', place)),
  ];
}
