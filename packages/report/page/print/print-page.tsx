import { isFailure, testHistories, decisiveAttempt } from '@steadfast/core/record';
import { durationText } from '../../src/duration-text.js';
import { momentText } from '../../src/timeline/timeline.js';
import { byUrgency, type FileEntry, type Report } from '../data/report.js';
import { statusLabel, testStatus, toneOf } from '../data/status.js';
import { wholeFile } from '../data/texts.js';
import { printable, printableLine } from '../text/printable.js';
import { Traceback } from '../text/traceback.js';

/** The whole report as one text: what failed with all that is known of it, then every file and test in a line. */
export function PrintPage({ report }: { readonly report: Report }) {
  const sorted = report.files.toSorted(byUrgency);
  return (
    <div class="print-page">
      {report.data.record.notable.map((event, index) => (
        <p key={index}>{printable(momentText(event))}</p>
      ))}
      {sorted
        .filter(({ status }) => toneOf(status) !== 'good')
        .map((entry) => (
          <Problem key={entry.index} entry={entry} />
        ))}
      <h2>All files</h2>
      {sorted.map((entry) => (
        <PrintedFile key={entry.index} entry={entry} />
      ))}
    </div>
  );
}

function Problem({ entry }: { readonly entry: FileEntry }) {
  const file = wholeFile(entry);
  const tests = testHistories(file.attempts).filter(({ flaky, last }) => flaky || isFailure(last.outcome));
  const output = decisiveAttempt(file.attempts)?.output?.text ?? '';
  return (
    <section class="printed-problem">
      <h2>
        {printableLine(entry.path)}: {statusLabel(entry.status)}
      </h2>
      {file.reason !== undefined && <p>{printable(file.reason)}</p>}
      {file.evidence !== undefined && (
        <p>{printable([file.evidence.summary, ...file.evidence.lines].join('\n'))}</p>
      )}
      {entry.leaks.map((leak) => (
        <p key={leak.pid}>
          Left behind: {printableLine(leak.command)} (pid {leak.pid})
        </p>
      ))}
      {tests.map((test, index) => (
        <div key={index}>
          <h3>
            {printableLine(test.id)}: {statusLabel(testStatus(test))}
          </h3>
          {test.results.map(({ traceback, message, sections = [] }, nth) => (
            <div key={nth}>
              <Traceback text={traceback ?? message ?? ''} />
              {sections.map(({ title, text }) => (
                <Traceback key={title} text={`--- ${title} ---\n${text}`} />
              ))}
            </div>
          ))}
        </div>
      ))}
      {tests.length === 0 && output.trim() !== '' && <Traceback text={output} />}
    </section>
  );
}

function PrintedFile({ entry }: { readonly entry: FileEntry }) {
  return (
    <div class="printed-file">
      <p>
        <b>{printableLine(entry.path)}</b> {statusLabel(entry.status)} {durationText(entry.durationMs)}
      </p>
      <p class="printed-tests">
        {entry.tests.map(({ id }) => printableLine(id.slice(entry.path.length + 2))).join(', ')}
      </p>
    </div>
  );
}
