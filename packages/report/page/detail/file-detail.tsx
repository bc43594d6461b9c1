import { isFailure, testHistories } from '@steadfast/core/record';
import { useState } from 'preact/hooks';
import { durationText } from '../../src/duration-text.js';
import type { FileEntry, Report } from '../data/report.js';
import { statusLabel, testStatus, toneOf } from '../data/status.js';
import { useWholeFile } from '../data/texts.js';
import { addressOf } from '../route/navigation.js';
import { StatusIcon } from '../shell/icons.js';
import { printable, printableLine } from '../text/printable.js';
import { Attempts } from './attempts.js';
import { Card } from './card.js';
import { FaultCard } from './fault-card.js';
import { EvidenceCard, LeaksCard, PresenceCard } from './file-facts.js';
import { Rerun } from './rerun.js';
import { TestResults } from './test-results.js';
import { WarningsCard } from './warnings-card.js';

/** Failed tests shown with their tracebacks; the others are a click away. */
const OPENED = 10;
/** Tests listed at once. */
const LISTED = 100;

export function FileDetail({ report, entry }: { readonly report: Report; readonly entry: FileEntry }) {
  const { record, chunkOfFile, parts, partOfFile } = report.data;
  const file = useWholeFile(entry, chunkOfFile) ?? entry.file;
  const startedAt = parts[partOfFile[entry.index] ?? 0]?.startedAt ?? record.startedAt;
  const telling = testHistories(file.attempts).filter(({ last, flaky }) => flaky || isFailure(last.outcome));
  const attemptsTell = file.attempts.length > 1 || toneOf(entry.status) !== 'good';
  return (
    <article>
      <header class="detail-head">
        <StatusIcon status={entry.status} />
        <h2>{printableLine(file.path)}</h2>
        <span class={`tag ${toneOf(entry.status)}`}>{statusLabel(entry.status)}</span>
      </header>
      <p class="facts">{factsOf(entry, parts[partOfFile[entry.index] ?? 0]?.label ?? '')}</p>
      <Rerun words={[file.path]} />
      {file.reason !== undefined && (
        <Card title={printable(file.reason)} tone={toneOf(entry.status)}>
          {null}
        </Card>
      )}
      <FaultCard fault={file.fault ?? file.attempts.find(({ fault }) => fault !== undefined)?.fault} />
      <EvidenceCard file={file} />
      <LeaksCard leaks={entry.leaks} />
      {telling.slice(0, OPENED).map((test) => (
        <Card
          key={test.id}
          tone={test.flaky ? 'odd' : 'bad'}
          title={<a href={addressOf(file.path, test.id)}>{shortName(test.id, file.path)}</a>}
        >
          <TestResults test={test} attempts={file.attempts} />
        </Card>
      ))}
      {telling.length > OPENED && (
        <p class="dim">{`${telling.length - OPENED} more failed; they are in the list.`}</p>
      )}
      {attemptsTell && <h3 class="section">Attempts</h3>}
      {attemptsTell && <Attempts file={file} startedAt={startedAt} />}
      <PresenceCard file={file} startedAt={startedAt} />
      <WarningsCard files={[file]} />
      <Tests entry={entry} />
    </article>
  );
}

/** A test's name without the path that is known already. */
export function shortName(id: string, path: string): string {
  return printableLine(id.startsWith(`${path}::`) ? id.slice(path.length + 2) : id);
}

function factsOf({ file, tests }: FileEntry, part: string): string {
  return [
    file.durationMs === undefined ? 'no duration' : durationText(file.durationMs),
    ...(file.estimateMs > 0 ? [`${durationText(file.estimateMs)} expected`] : []),
    `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`,
    ...(file.attempts.length === 1 ? [] : [`${file.attempts.length} attempts`]),
    ...(part === '' ? [] : [part]),
  ].join(' · ');
}

function Tests({ entry }: { readonly entry: FileEntry }) {
  const [shown, setShown] = useState(LISTED);
  const { tests, path } = entry;
  if (tests.length === 0) return null;
  const slowest = Math.max(1, ...tests.map(({ last }) => last.durationMs));
  return (
    <>
      <h3 class="section">{`Tests (${tests.length.toLocaleString('en')})`}</h3>
      <ul class="tests">
        {tests.slice(0, shown).map((test, index) => (
          <li key={index}>
            <StatusIcon status={testStatus(test)} />
            <a href={addressOf(path, test.id)}>{shortName(test.id, path)}</a>
            <span class="bar" aria-hidden="true">
              <span style={{ width: `${(test.last.durationMs / slowest) * 100}%` }} />
            </span>
            <span class="time">{durationText(test.last.durationMs)}</span>
          </li>
        ))}
      </ul>
      {tests.length > shown && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setShown(shown * 4);
          }}
        >
          {`Show more (${(tests.length - shown).toLocaleString('en')} left)`}
        </button>
      )}
    </>
  );
}
