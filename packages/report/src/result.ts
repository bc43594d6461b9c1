import { isGreen, type NotableEvent, type RunRecord, serviceText } from '@steadfast/core/record';

export type Tone = 'good' | 'odd' | 'bad';

/** The result of a run in a few words. */
export interface RunResult {
  readonly tone: Tone;
  /** `3 tests failed, 1 file missing`. */
  readonly text: string;
}

/** Says how a run ended: what is wrong first, and only if nothing is, what passed. */
export function resultOf(record: RunRecord): RunResult {
  const { files, tests } = record.counts;
  const failed = tests.failed + tests.error;
  const unfinished = record.files.filter(({ state }) => state === 'unfinished').length;
  const notRun = record.files.filter(({ state }) => state === 'not-run').length;
  const silent = record.files.filter(
    ({ verdict, state }) => state === 'finished' && verdict !== undefined && !isGreen(verdict),
  ).length;
  const wrong = [
    count(failed, 'test', 'failed'),
    count(files.missing, 'file', 'missing'),
    count(files.crashed, 'file', 'crashed'),
    count(files['timed-out'], 'file', 'timed out'),
    count(files.error, 'file', 'with errors'),
    failed === 0 ? count(files.failed, 'file', 'failed') : undefined,
    count(unfinished, 'file', 'unfinished'),
    count(notRun, 'file', 'not run'),
  ].filter((part) => part !== undefined);
  if (wrong.length > 0 || silent > 0) return { tone: 'bad', text: wrong.join(', ') };
  return otherwise(record);
}

/** The name of what ran, for the title of a window. */
export function projectName({ root }: Pick<RunRecord, 'root'>): string {
  return root.split(/[/\\]/).findLast((part) => part !== '') ?? root;
}

function otherwise({ counts, complete, exitCode, notable }: RunRecord): RunResult {
  const { files, tests } = counts;
  if (!complete) return { tone: 'bad', text: 'The run was killed before its end' };
  if (exitCode !== undefined && exitCode !== 0 && exitCode !== 5) {
    const [reason] = notable.flatMap(complaint);
    return { tone: 'bad', text: `Exit code ${exitCode}${reason === undefined ? '' : `: ${reason}`}` };
  }
  const passed = tests.passed + tests.xfailed + tests.xpassed + tests.flaky;
  if (passed === 0 && tests.skipped === 0) return { tone: 'odd', text: 'No tests ran' };
  const odd = [
    tests.flaky > 0 ? `${tests.flaky} flaky` : undefined,
    files.recovered > 0 ? `${files.recovered} recovered` : undefined,
  ].filter((part) => part !== undefined);
  const text = [`${passed} ${passed === 1 ? 'test' : 'tests'} passed`, ...odd].join(', ');
  return { tone: odd.length > 0 ? 'odd' : 'good', text };
}

/** What of the run as a whole spoils its exit code, in a line. */
function complaint(event: NotableEvent): readonly string[] {
  if (event.type === 'notice' && event.level === 'error') return [event.message];
  if (event.type !== 'service-changed' || event.change.state !== 'failed') return [];
  return serviceText(event.change).split('\n', 1);
}

function count(number: number, noun: string, what: string): string | undefined {
  return number === 0 ? undefined : `${number} ${noun}${number === 1 ? '' : 's'} ${what}`;
}
