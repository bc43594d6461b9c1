import type { RunRecord } from './run-record.js';

/**
 * The record as JSON, with each file and each notable event in a line of its own. Parts, because all of it may be longer than a string can
 * be (half a gigabyte).
 */
export function* recordText({ files, notable, ...run }: RunRecord): Generator<string> {
  const known = JSON.stringify(run, undefined, 1);
  yield `${known.slice(0, known.lastIndexOf('\n'))},\n "files": [`;
  yield* lines(files);
  yield '],\n "notable": [';
  yield* lines(notable);
  yield ']\n}\n';
}

function* lines(values: readonly unknown[]): Generator<string> {
  for (const [index, value] of values.entries())
    yield `${index === 0 ? '' : ','}\n  ${JSON.stringify(value)}`;
}
