import { testHistories } from '@steadfast/core/record';
import { durationText } from '../../src/duration-text.js';
import type { FileEntry, Report } from '../data/report.js';
import { statusLabel, testStatus, toneOf } from '../data/status.js';
import { useWholeFile } from '../data/texts.js';
import { addressOf } from '../route/navigation.js';
import { StatusIcon } from '../shell/icons.js';
import { printableLine } from '../text/printable.js';
import { LeaksCard } from './file-facts.js';
import { shortName } from './file-detail.js';
import { Rerun } from './rerun.js';
import { TestResults } from './test-results.js';

export function TestDetail({
  report,
  entry,
  id,
}: {
  readonly report: Report;
  readonly entry: FileEntry;
  readonly id: string;
}) {
  const file = useWholeFile(entry, report.data.chunkOfFile) ?? entry.file;
  const test = testHistories(file.attempts).find((each) => each.id === id);
  if (test === undefined) return <p class="nothing">This run has no test {printableLine(id)}.</p>;
  const status = testStatus(test);
  const { last } = test;
  const leaks = entry.leaks.filter((leak) => leak.test === id);
  return (
    <article>
      <p class="crumbs">
        <a href={addressOf(file.path)}>{printableLine(file.path)}</a>
      </p>
      <header class="detail-head">
        <StatusIcon status={status} />
        <h2>{shortName(id, file.path)}</h2>
        <span class={`tag ${toneOf(status)}`}>{statusLabel(status)}</span>
      </header>
      <p class="facts">
        {[
          durationText(last.durationMs),
          ...(last.location === undefined
            ? []
            : [`${printableLine(last.location.file)}:${last.location.line}`]),
          ...(last.phase === undefined || last.phase === 'call' ? [] : [`in ${last.phase}`]),
          ...(test.results.length > 1 ? [`ran ${test.results.length} times`] : []),
        ].join(' · ')}
      </p>
      <Rerun words={[last.phase === 'collect' ? file.path : id]} />
      <LeaksCard leaks={leaks} />
      <TestResults test={test} attempts={file.attempts} />
      {last.properties !== undefined && last.properties.length > 0 && (
        <dl class="properties">
          {last.properties.map(([name, value], index) => (
            <div key={index}>
              <dt>{printableLine(name)}</dt>
              <dd>{printableLine(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}
