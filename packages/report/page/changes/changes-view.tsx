import type { ComponentChildren } from 'preact';
import type { Change, Comparison, DurationChange } from '../../src/compare/compare-runs.js';
import { durationText } from '../../src/duration-text.js';
import type { Report } from '../data/report.js';
import { shortName } from '../detail/file-detail.js';
import { addressOf } from '../route/navigation.js';
import { printableLine } from '../text/printable.js';

/** Names in each list; more than these nobody reads. */
const NAMED = 50;

export function ChangesView({
  report,
  comparison,
}: {
  readonly report: Report;
  readonly comparison: Comparison;
}) {
  const { earlier } = comparison;
  const { durationMs } = report.data.record;
  const same =
    LISTS.every(({ key }) => comparison[key].length === 0) &&
    comparison.slower.length + comparison.faster.length === 0;
  return (
    <main class="page" aria-label="Changes">
      <p class="lead">
        Against the run of <b>{new Date(earlier.startedAt).toLocaleString()}</b> (
        {printableLine(earlier.runId)}), which took {durationText(earlier.durationMs)}; this one took{' '}
        <b>{durationText(durationMs)}</b>.
      </p>
      {same && <p class="nothing">Nothing changed that is worth telling.</p>}
      <div class="grid">
        {LISTS.map(({ key, title, tone }) => (
          <ChangeList key={key} title={title} tone={tone} changes={comparison[key]} tell={() => null} />
        ))}
        <ChangeList title="Slower" tone="odd" changes={comparison.slower} tell={durationsText} />
        <ChangeList title="Faster" tone="good" changes={comparison.faster} tell={durationsText} />
      </div>
    </main>
  );
}

const LISTS = [
  { key: 'newlyFailing', title: 'Newly failing', tone: 'bad' },
  { key: 'stillFailing', title: 'Still failing', tone: 'bad' },
  { key: 'fixed', title: 'Fixed', tone: 'good' },
  { key: 'newlyFlaky', title: 'Newly flaky', tone: 'odd' },
  { key: 'added', title: 'New tests', tone: 'dull' },
  { key: 'removed', title: 'Gone', tone: 'dull' },
] as const;

interface ChangeListProps<T extends Change> {
  readonly title: string;
  readonly tone: string;
  readonly changes: readonly T[];
  readonly tell: (change: T) => ComponentChildren;
}

function ChangeList<T extends Change>({ title, tone, changes, tell }: ChangeListProps<T>) {
  if (changes.length === 0) return null;
  return (
    <section class={`card ${tone}`}>
      <h3>{`${title} (${changes.length.toLocaleString('en')})`}</h3>
      <div class="card-body">
        <ul class="changes">
          {changes.slice(0, NAMED).map((change) => (
            <li key={`${change.file} ${change.test ?? ''}`}>
              <a href={addressOf(change.file, change.test)}>
                {change.test === undefined ? printableLine(change.file) : shortName(change.test, change.file)}
              </a>
              {change.test !== undefined && <span class="dim">{printableLine(change.file)}</span>}
              {tell(change)}
            </li>
          ))}
        </ul>
        {changes.length > NAMED && <p class="dim">{`and ${changes.length - NAMED} more`}</p>}
      </div>
    </section>
  );
}

function durationsText({ beforeMs, afterMs }: DurationChange) {
  return (
    <span class="time">
      {durationText(beforeMs)} → <b>{durationText(afterMs)}</b>
    </span>
  );
}
