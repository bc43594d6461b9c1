/** One event of the trace event format that Chrome and Perfetto read; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly cat?: string;
  /** Complete, instant, or metadata. */
  readonly ph: 'X' | 'i' | 'M';
  readonly ts?: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  /** How far an instant reaches: thread, process or the whole trace. */
  readonly s?: 't' | 'p' | 'g';
  /** One of the colours that the viewers have names for. */
  readonly cname?: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

export type Place = Pick<TraceEvent, 'pid' | 'tid'>;
type Arguments = NonNullable<TraceEvent['args']>;

export function span(
  title: string,
  cat: string,
  startMs: number,
  ms: number,
  place: Place,
  args?: Arguments,
): TraceEvent {
  return { name: title, cat, ph: 'X', ts: micro(startMs), dur: micro(ms), ...place, ...(args && { args }) };
}

export function instant(
  title: string,
  cat: string,
  atMs: number,
  s: NonNullable<TraceEvent['s']>,
  place: Place,
  args?: Arguments,
): TraceEvent {
  return { name: title, cat, ph: 'i', ts: micro(atMs), s, ...place, ...(args && { args }) };
}

export function name(what: string, pid: number, tid: number, value: string): TraceEvent {
  return { name: what, ph: 'M', pid, tid, args: { name: value } };
}

function micro(ms: number): number {
  return Math.round(ms * 1000);
}
