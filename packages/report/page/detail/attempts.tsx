import type { AttemptRecord, FileRecord, ProcessFact } from '@steadfast/core/record';
import { durationText } from '../../src/duration-text.js';
import { Icon } from '../shell/icons.js';
import { Output } from '../text/traceback.js';
import { printable } from '../text/printable.js';
import { OnDemand } from './captured.js';

/** The attempts of a file side by side: why each was made, how it ended, what it wrote. */
export function Attempts({ file, startedAt }: { readonly file: FileRecord; readonly startedAt: number }) {
  const { attempts } = file;
  if (attempts.length === 0) return null;
  return (
    <div class="columns">
      {attempts.map((attempt, index) => (
        <AttemptColumn
          key={attempt.attemptId}
          attempt={attempt}
          startedAt={startedAt}
          sameAs={sameOutput(attempts, index)}
          file={file}
        />
      ))}
    </div>
  );
}

interface ColumnProps {
  readonly attempt: AttemptRecord;
  readonly startedAt: number;
  readonly sameAs: number | undefined;
  readonly file: FileRecord;
}

function AttemptColumn({ attempt, startedAt, sameAs, file }: ColumnProps) {
  const { outcome = 'unfinished', output, reason, runningTest } = attempt;
  const good = outcome === 'passed' || outcome === 'no-tests';
  return (
    <section class={`column ${good ? 'good' : 'bad'}`}>
      <h4>
        Attempt {attempt.attempt}
        <span class={`tag ${good ? 'good' : 'bad'}`}>{outcome}</span>
        <span class="time">{attempt.durationMs === undefined ? '' : durationText(attempt.durationMs)}</span>
      </h4>
      <p class="facts">{factsOf(attempt, startedAt).join(' · ')}</p>
      {reason !== undefined && reason !== file.reason && <p class="reason">{printable(reason)}</p>}
      {runningTest !== undefined && (
        <p>
          <Icon name="clock" /> running: <code>{printable(runningTest)}</code>
        </p>
      )}
      {output !== undefined && output.text.trim() !== '' && (
        <AttemptOutput output={output} sameAs={sameAs} open={!good && attempt.tests.length === 0} />
      )}
    </section>
  );
}

function AttemptOutput({
  output,
  sameAs,
  open,
}: {
  readonly output: NonNullable<AttemptRecord['output']>;
  readonly sameAs: number | undefined;
  readonly open: boolean;
}) {
  if (sameAs !== undefined) return <p class="dim">Its output is that of attempt {sameAs}.</p>;
  const note =
    output.omittedBytes > 0 ? `${output.omittedBytes.toLocaleString('en')} bytes left out of the middle` : '';
  if (open) {
    return (
      <>
        {note !== '' && <p class="dim">{note}</p>}
        <Output text={output.text} />
      </>
    );
  }
  return <OnDemand title="Output of the process" text={output.text} note={note} />;
}

/** The attempt that wrote the same before, if there is one. */
function sameOutput(attempts: readonly AttemptRecord[], index: number): number | undefined {
  const text = attempts[index]?.output?.text;
  if (text === undefined || text.trim() === '') return undefined;
  const first = attempts.findIndex(({ output }) => output?.text === text);
  return first < index ? attempts[first]?.attempt : undefined;
}

function factsOf(attempt: AttemptRecord, startedAt: number): readonly string[] {
  const { cause, part, pauseMs, slot, pid, ending, report, selection, tests } = attempt;
  return [
    ...(part === undefined ? [] : [`part ${part.index} of ${part.total}`]),
    causeText(cause),
    ...(pauseMs > 0 ? [`after a pause of ${durationText(pauseMs)}`] : []),
    `at ${durationText(Math.max(0, attempt.startedAt - startedAt))}`,
    `slot ${slot}`,
    launchText(attempt),
    ...(pid === undefined ? [] : [`pid ${pid}`]),
    ...(selection.length > 0 ? [`${selection.length} selected`] : []),
    `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`,
    ...(ending === undefined ? [] : [processText(ending.process)]),
    ...(ending?.endedByUs === undefined ? [] : [`ended by Steadfast (${ending.endedByUs})`]),
    ...(ending?.oomKills === undefined || ending.oomKills === 0
      ? []
      : [`${ending.oomKills} killed for want of memory`]),
    ...(report === undefined ? [] : [`report ${report}`]),
  ];
}

/** What the process was made of: how much it shared with others, and why it shared no more. */
function launchText({ launch, isolation }: AttemptRecord): string {
  if (launch === undefined) return isolation;
  const how = launch.kind === 'forked' ? `forked from "${launch.from}"` : 'a new interpreter';
  return launch.because === undefined ? how : `${how}, because ${printable(launch.because)}`;
}

function causeText(cause: AttemptRecord['cause']): string {
  switch (cause) {
    case 'first':
      return 'first try';
    case 'missing':
      return 'again, because it was not found';
    case 'rerun':
      return 'rerun of what failed';
    case 'confirm':
      return 'again, with less shared, to confirm the failure';
    case 'repeat':
      return 'repeated, to tell whether sharing or chance made it fail';
    case 'lost':
      return 'again, because its process was lost';
    case 'remainder':
      return 'the tests that were left when one ran too long';
  }
}

function processText(fact: ProcessFact): string {
  switch (fact.kind) {
    case 'exited':
      return `exit code ${fact.exitCode}`;
    case 'signalled':
      return fact.signal;
    case 'not-started':
      return `not started: ${fact.error}`;
    case 'lost':
      return `lost: ${fact.reason}`;
  }
}
