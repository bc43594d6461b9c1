import type { FileRecord, Leak } from '@steadfast/core/record';
import { durationText } from '../../src/duration-text.js';
import { addressOf } from '../route/navigation.js';
import { printable, printableLine } from '../text/printable.js';
import { Card } from './card.js';

/** What is known of a file that vanished: the likely culprit first. */
export function EvidenceCard({ file }: { readonly file: FileRecord }) {
  const { evidence } = file;
  if (evidence === undefined) return null;
  const { culprit } = evidence;
  return (
    <Card
      title={culprit === undefined ? printable(evidence.summary) : 'Why it is missing'}
      tone="bad"
      icon="question"
    >
      {culprit !== undefined && (
        <p class="culprit">
          <b>
            Likely culprit:{' '}
            <a href={addressOf(culprit.file, culprit.test)}>{printableLine(culprit.test ?? culprit.file)}</a>
          </b>
          <br />
          {printable(culprit.reason)}
        </p>
      )}
      <ul class="evidence">
        {evidence.lines.map((line, index) => (
          <li key={index}>{printable(line)}</li>
        ))}
      </ul>
    </Card>
  );
}

/** Processes that outlived the attempt that started them. */
export function LeaksCard({ leaks }: { readonly leaks: readonly Leak[] }) {
  if (leaks.length === 0) return null;
  return (
    <Card
      title={leaks.length === 1 ? 'Left a process behind' : `Left ${leaks.length} processes behind`}
      tone="odd"
      icon="drop"
    >
      <table class="table">
        <thead>
          <tr>
            <th scope="col">pid</th>
            <th scope="col">command</th>
            <th scope="col">started by</th>
            <th scope="col">alive for</th>
            <th scope="col">now</th>
          </tr>
        </thead>
        <tbody>
          {leaks.map(({ pid, command, test, ageMs, ended }) => (
            <tr key={pid}>
              <td>{pid}</td>
              <td>
                <code>{printableLine(command)}</code>
              </td>
              <td>{test === undefined ? '' : printableLine(test)}</td>
              <td>{durationText(ageMs)}</td>
              <td>{ended ? 'ended' : 'left alive'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** Each look at whether the file is there. */
export function PresenceCard({ file, startedAt }: { readonly file: FileRecord; readonly startedAt: number }) {
  const { presenceChecks } = file;
  if (presenceChecks.length === 0) return null;
  return (
    <Card title="Was the file there?" tone="dull" icon="tree">
      <ul class="evidence">
        {presenceChecks.map(({ time, presence, stats }) => (
          <li key={time}>
            <b>{presence}</b> at {durationText(Math.max(0, time - startedAt))}:{' '}
            {stats.map(({ result }) => result).join(', ')}
          </li>
        ))}
      </ul>
    </Card>
  );
}
